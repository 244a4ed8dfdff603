package upstream

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"
)

// spelled are secrets as they are looked for.
type spelled struct {
	// of are the secrets, sorted.
	of    []string
	words []secretWord
}

// secretWord is a secret as it is and as JSON spells it.
type secretWord struct {
	// length is in characters.
	length    int
	spellings []string
}

// spelled gives secrets as they are looked for. They are the same for one answer after another, until a token is renewed.
func (c *Client) spelled(secrets []string) *spelled {
	slices.Sort(secrets)
	known := c.lastSpelled.Load()
	if known == nil || !slices.Equal(known.of, secrets) {
		known = spell(secrets)
		c.lastSpelled.Store(known)
	}
	return known
}

// spell makes sorted secrets ready to be looked for, the longest first: one can hold another.
func spell(secrets []string) *spelled {
	longestFirst := slices.SortedStableFunc(slices.Values(slices.Compact(slices.Clone(secrets))), func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	made := &spelled{of: secrets}
	for _, secret := range longestFirst {
		if secret != "" {
			made.words = append(made.words, secretWord{length: utf8.RuneCountInString(secret), spellings: spellings(secret)})
		}
	}
	return made
}

// spellings are a text as it is, as a JSON document has it between quotes, and as one that quotes such a document does.
func spellings(text string) []string {
	spelled := []string{text}
	for range 2 {
		for _, text := range slices.Clone(spelled) {
			for _, escaped := range []string{inJSON(text, false), inJSON(text, true)} {
				spelled = append(spelled, escaped, strings.ReplaceAll(escaped, "/", `\/`))
			}
		}
		slices.Sort(spelled)
		spelled = slices.Compact(spelled)
	}
	return spelled
}

func inJSON(text string, escapesHTML bool) string {
	var document bytes.Buffer
	encoder := json.NewEncoder(&document)
	encoder.SetEscapeHTML(escapesHTML)
	if err := encoder.Encode(text); err != nil {
		return text
	}
	quoted := strings.TrimSpace(document.String())
	return quoted[1 : len(quoted)-1]
}
