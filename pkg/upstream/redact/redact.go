// Package redact removes an instance's secrets from texts, and network addresses from free text.
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
	// A shorter secret would match parts of common words in an error, or of IDs and names in a document.
	minInError, minInValue = 4, 8
)

// Redactor replaces an instance's secrets: raw, JSON-escaped, percent-encoded, and in base64.
//
// It does not find a secret that the upstream encodes in another way (reversed, in hex, in base64 together with other
// bytes) or splits, nor a secret of fewer than 4 characters. An upstream that wants to leak its secret can do so: it
// has the secret, and no list of spellings is complete. This protects against services, proxies and error pages that
// repeat parts of a request.
type Redactor struct {
	inErrors, inValues spelled
}

// spelled replaces the spellings of secrets.
type spelled struct {
	spellings []string
	replacer  *strings.Replacer
}

// replace returns a text without the secrets. Nearly no text has any, and the Replacer copies every text.
func (s spelled) replace(text string) string {
	for _, spelling := range s.spellings {
		if strings.Contains(text, spelling) {
			return s.replacer.Replace(text)
		}
	}
	return text
}

// New returns a redactor for secrets. It ignores empty ones.
func New(secrets ...string) *Redactor {
	return &Redactor{inErrors: spell(secrets, minInError), inValues: spell(secrets, minInValue)}
}

// Error returns an error's text without the secrets.
func (r *Redactor) Error(text string) string { return r.inErrors.replace(text) }

// Value returns a value of a document without the secrets.
func (r *Redactor) Value(text string) string {
	return r.inValues.replace(text)
}

func spell(secrets []string, minLength int) spelled {
	var variants []string
	for _, secret := range secrets {
		if utf8.RuneCountInString(secret) >= minLength {
			variants = append(variants, spellings(secret)...)
		}
	}
	// If several match at one position, the Replacer takes the first in the list, so the longest comes first.
	slices.SortFunc(variants, func(one, other string) int { return cmp.Or(cmp.Compare(len(other), len(one)), cmp.Compare(one, other)) })
	variants = slices.Compact(variants)
	var pairs []string
	for _, spelling := range variants {
		pairs = append(pairs, spelling, placeholder)
	}
	return spelled{spellings: variants, replacer: strings.NewReplacer(pairs...)}
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
