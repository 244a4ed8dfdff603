package upstream

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// shortInWords is the fewest characters of a secret that are looked for anywhere in an error; a shorter one only where it stands as a word.
const shortInWords = 4

// sought are secrets as they are looked for.
type sought struct {
	// of are the secrets, sorted.
	of    []string
	words []secretWord
}

type secretWord struct {
	text string
	// length is in characters.
	length int
}

// sought gives secrets as they are looked for. They are the same for one answer after another, until a token is renewed.
func (c *Client) sought(secrets []string) *sought {
	slices.Sort(secrets)
	known := c.lastSought.Load()
	if known == nil || !slices.Equal(known.of, secrets) {
		known = seek(secrets)
		c.lastSought.Store(known)
	}
	return known
}

// seek makes sorted secrets ready to be looked for.
func seek(secrets []string) *sought {
	made := &sought{of: secrets}
	for _, secret := range slices.Compact(slices.Clone(secrets)) {
		if secret != "" {
			made.words = append(made.words, secretWord{text: secret, length: utf8.RuneCountInString(secret)})
		}
	}
	return made
}

// span is a part of a text, in bytes.
type span struct {
	from, to int
}

// in finds the secrets of at least so many characters in a text, as they are and as they are once its escapes have been read, up to so
// many times. The spans are in order, and none overlaps another.
func (s *sought) in(text string, least, times int) []span {
	var found []span
	for _, word := range s.words {
		if word.length >= least {
			found = word.in(text, found)
		}
	}
	if times > 0 {
		found = append(found, s.inEscapes(text, least, times)...)
	}
	return merged(found)
}

// inEscapes finds secrets in what a text is once its escapes have been read.
func (s *sought) inEscapes(text string, least, times int) []span {
	if read := unescaped(text); read != text {
		return sources(text, s.in(read, least, times-1))
	}
	return nil
}

// in adds the places where a secret stands in a text; a very short one only where it is a word.
func (w secretWord) in(text string, found []span) []span {
	for from := 0; ; {
		at := strings.Index(text[from:], w.text)
		if at < 0 {
			return found
		}
		place := span{from + at, from + at + len(w.text)}
		if w.length >= shortInWords || isWord(text, place) {
			found = append(found, place)
		}
		from = place.to
	}
}

func isWord(text string, place span) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:place.from])
	after, _ := utf8.DecodeRuneInString(text[place.to:])
	return !isInWord(before) && !isInWord(after)
}

func isInWord(char rune) bool { return unicode.IsLetter(char) || unicode.IsDigit(char) }

// merged are spans in order, with those that overlap as one.
func merged(found []span) []span {
	slices.SortFunc(found, func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	var apart []span
	for _, next := range found {
		if last := len(apart) - 1; last >= 0 && next.from < apart[last].to {
			apart[last].to = max(apart[last].to, next.to)
		} else {
			apart = append(apart, next)
		}
	}
	return apart
}
