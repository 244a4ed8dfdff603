// Package redact removes what must not be shown: the secrets of an instance, and network addresses in free text.
package redact

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	placeholder = "[secret]"
	// A secret that is shorter would be found within common words of an error, or within IDs and names of a document.
	minInError, minInValue = 4, 8
)

// Redactor replaces an instance's secrets. It knows each as it is, as JSON escapes it, percent-encoded, and in base64.
//
// It does not find a secret that the upstream encodes in another way (reversed, in hex, in base64 together with other
// bytes), or in pieces, nor one of fewer than 4 characters. An upstream that wants to pass its secret on can: it has
// the secret, and no list of spellings ends. This defends against services, proxies and error pages that repeat what
// they were sent.
type Redactor struct {
	inErrors, inValues *strings.Replacer
}

// New makes a redactor of secrets. Empty ones are ignored.
func New(secrets ...string) *Redactor {
	return &Redactor{inErrors: replacer(secrets, minInError), inValues: replacer(secrets, minInValue)}
}

// Error returns an error's text without the secrets.
func (r *Redactor) Error(text string) string { return r.inErrors.Replace(text) }

// Value returns a value of a document without the secrets.
func (r *Redactor) Value(text string) string {
	if len(text) < minInValue {
		return text
	}
	return r.inValues.Replace(text)
}

func replacer(secrets []string, minLength int) *strings.Replacer {
	var known []string
	for _, secret := range secrets {
		if utf8.RuneCountInString(secret) >= minLength {
			known = append(known, spellings(secret)...)
		}
	}
	// Where several begin at one place, the first in the list is replaced: the longest leaves no rest.
	slices.SortFunc(known, func(one, other string) int { return cmp.Or(cmp.Compare(len(other), len(one)), cmp.Compare(one, other)) })
	var pairs []string
	for _, spelled := range slices.Compact(known) {
		pairs = append(pairs, spelled, placeholder)
	}
	return strings.NewReplacer(pairs...)
}

func spellings(secret string) []string {
	html, _ := json.Marshal(secret) // A string always becomes JSON.
	var plain strings.Builder
	encoder := json.NewEncoder(&plain)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(secret)
	inJSON := plain.String()[1:strings.LastIndexByte(plain.String(), '"')]
	return []string{
		secret, inJSON, strings.ReplaceAll(inJSON, "/", `\/`), string(html[1 : len(html)-1]),
		url.QueryEscape(secret), url.PathEscape(secret),
		base64.RawStdEncoding.EncodeToString([]byte(secret)), base64.RawURLEncoding.EncodeToString([]byte(secret)),
	}
}
