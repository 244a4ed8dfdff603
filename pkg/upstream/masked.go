package upstream

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

const (
	// shortInDocument is the fewest characters of a secret that are looked for in a document: a shorter one would be found in names and
	// numbers, and change them.
	shortInDocument = 8
	// shortInWords is the fewest that are looked for anywhere in an error; a shorter one only where it stands as a word.
	shortInWords = 4
)

// secretsIn lists the secrets of an instance's settings: those that this package sends, and those that the SDK does, such as custom
// headers and basic auth.
func secretsIn(settings backend.DataSourceInstanceSettings) []string {
	given := settings.DecryptedSecureJSONData
	secrets := []string{basic(settings.BasicAuthUser, given["basicAuthPassword"]), basic(settings.User, given["password"])}
	for name, secret := range given {
		trimmed := strings.TrimSpace(secret)
		secrets = append(secrets, secret, trimmed)
		if _, token, hasScheme := strings.Cut(trimmed, " "); hasScheme && strings.HasPrefix(name, "httpHeaderValue") {
			secrets = append(secrets, token)
		}
	}
	return secrets
}

// basic is a user and password as basic auth sends them.
func basic(user, password string) string {
	return base64.StdEncoding.EncodeToString([]byte(user + ":" + password))
}

// secretsOf gives the values of headers without the scheme before them.
func secretsOf(headers map[string]string) []string {
	var secrets []string
	for _, value := range headers {
		secrets = append(secrets, strings.TrimPrefix(value, bearer))
	}
	return secrets
}

// clean makes all of an answer valid UTF-8 and takes our own secrets out, which an upstream may repeat in its error: those of the
// instance, and those that were sent, which can be older.
func (c *Client) clean(answer protocol.Answer, sent map[string]string) protocol.Answer {
	secrets := c.spelled(slices.Concat(c.secrets, c.auth.secrets(), secretsOf(sent)))
	for _, text := range []*string{&answer.Words, &answer.ContentType, &answer.RetryAfter} {
		*text = strings.ToValidUTF8(masked(*text, secrets, isNoDocument), "\ufffd")
	}
	isDocument := sync.OnceValue(func() bool { return answer.Status == http.StatusOK && json.Valid([]byte(answer.Text)) })
	answer.Text = strings.ToValidUTF8(masked(answer.Text, secrets, isDocument), "\ufffd")
	return answer
}

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

func isNoDocument() bool { return false }

// masked is a text without secrets, as they are and as JSON spells them. Whether it is a document is asked only where that matters.
func masked(text string, secrets *spelled, isDocument func() bool) string {
	for _, secret := range secrets.words {
		for _, spelling := range secret.spellings {
			if strings.Contains(text, spelling) && !(secret.length < shortInDocument && isDocument()) {
				text = without(text, spelling, secret.length < shortInWords)
			}
		}
	}
	return text
}

const mask = "[secret]"

// without is a text with a mask for each place where a secret stands, or only for those where it is a word.
func without(text, secret string, asWord bool) string {
	if !asWord {
		return strings.ReplaceAll(text, secret, mask)
	}
	var shown strings.Builder
	for from := 0; ; {
		at := strings.Index(text[from:], secret)
		if at < 0 {
			return shown.String() + text[from:]
		}
		begins, ends := from+at, from+at+len(secret)
		before, _ := utf8.DecodeLastRuneInString(text[:begins])
		after, _ := utf8.DecodeRuneInString(text[ends:])
		shown.WriteString(text[from:begins])
		if isInWord(before) || isInWord(after) {
			shown.WriteString(secret)
		} else {
			shown.WriteString(mask)
		}
		from = ends
	}
}

func isInWord(char rune) bool { return unicode.IsLetter(char) || unicode.IsDigit(char) }

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
