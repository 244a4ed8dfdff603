package upstream

import (
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

// in marks the secrets of at least so many characters in a text, as they are and as they are once its escapes have been read, up to so many
// times.
func (s *sought) in(text string, least, times int) *marks {
	var found *marks
	for _, word := range s.words {
		if word.length >= least {
			found = word.in(text, found)
		}
	}
	if times > 0 {
		found = found.with(s.inEscapes(text, least, times))
	}
	return found
}

// inEscapes marks secrets in what a text is once its escapes have been read.
func (s *sought) inEscapes(text string, least, times int) *marks {
	read := unescaped(text)
	if read == text {
		return nil
	}
	found := s.in(read, least, times-1)
	if found == nil {
		return nil
	}
	return sources(text, found)
}

// in marks the places where a secret stands in a text; a very short one only where it is a word.
func (w secretWord) in(text string, found *marks) *marks {
	for from := 0; ; {
		at := strings.Index(text[from:], w.text)
		if at < 0 {
			return found
		}
		place := span{from + at, from + at + len(w.text)}
		if w.length >= shortInWords || isWord(text, place) {
			if found == nil {
				found = newMarks(len(text))
			}
			found.add(place)
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
