package protocol

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestSingleLineReturnsOneShortLine(t *testing.T) {
	for text, want := range map[string]string{
		"":                                  "",
		"dial tcp: no such host":            "dial tcp: no such host",
		" \r\n a\tb\u0000\u009f\u2028c ":    "a b c",
		"two  blanks":                       "two  blanks",
		"\u0085 ":                           "",
		"cut \xe2\x82":                      "cut \ufffd\ufffd",
		strings.Repeat("é", 999):            strings.Repeat("é", 999),
		strings.Repeat("\U0001f600", 1_000): strings.Repeat("\U0001f600", 998) + "…",
		strings.Repeat("a\n", 16<<20):       strings.TrimSpace(strings.Repeat("a ", 499)) + "…",
	} {
		got := SingleLine(text)
		if got != want {
			t.Errorf("%.50q became %.50q of %d characters", text, got, utf8.RuneCountInString(got))
		}
		if !utf8.ValidString(got) || strings.ContainsFunc(got, unicode.IsControl) {
			t.Errorf("%.50q cannot be shown", got)
		}
	}
}
