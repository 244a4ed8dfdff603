package protocol

import (
	"strings"
	"unicode"
)

// longestWords is how many characters a text that a person reads has at most.
const longestWords = 999

// Bounded is a text as a person can be shown it: valid UTF-8 on one line, without control characters, and shorter than
// 1,000 characters. A secret has to be taken out before: half of one would not be known.
func Bounded(words string) string { return Shortened(words, longestWords) }

// Shortened is a text as Bounded gives it, of at most so many characters.
func Shortened(words string, most int) string {
	var line []rune
	for _, char := range strings.TrimLeftFunc(words, isBreak) {
		if len(line) > most {
			break
		}
		switch {
		case !unicode.IsControl(char) && char != '\u2028' && char != '\u2029':
			line = append(line, char)
		case line[len(line)-1] != ' ':
			line = append(line, ' ')
		}
	}
	if len(line) <= most {
		return strings.TrimRightFunc(string(line), isBreak)
	}
	return strings.TrimRightFunc(string(line[:most-1]), isBreak) + "…"
}

// isBreak tells of a blank, and of what has to become one.
func isBreak(char rune) bool { return unicode.IsSpace(char) || unicode.IsControl(char) }
