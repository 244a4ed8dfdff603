package protocol

import (
	"strings"
	"unicode"
)

// maxCharacters is how many characters a text for a person has at most.
const maxCharacters = 999

// SingleLine returns a text for people: valid UTF-8 on one line, without control characters, and shorter than
// 1,000 characters. Redact secrets before: half of a secret would not be recognised.
func SingleLine(text string) string { return Truncate(text, maxCharacters) }

// Truncate returns a text as SingleLine does, with at most maxCount characters.
func Truncate(text string, maxCount int) string {
	var line []rune
	for _, char := range strings.TrimLeftFunc(text, isBreak) {
		if len(line) > maxCount {
			break
		}
		switch {
		case !unicode.IsControl(char) && char != '\u2028' && char != '\u2029':
			line = append(line, char)
		case line[len(line)-1] != ' ':
			line = append(line, ' ')
		}
	}
	if len(line) <= maxCount {
		return strings.TrimRightFunc(string(line), isBreak)
	}
	return strings.TrimRightFunc(string(line[:maxCount-1]), isBreak) + "…"
}

// isBreak reports whether a character is a blank or is replaced by one.
func isBreak(char rune) bool { return unicode.IsSpace(char) || unicode.IsControl(char) }
