package upstream

import (
	"iter"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// escape is one of JSON's in a text.
type escape struct {
	// at is where it stands, and width how long it is, both in bytes.
	at, width int
	char      rune
}

// escapes are those of a text, wherever they stand in it.
func escapes(text string) iter.Seq[escape] {
	return func(yield func(escape) bool) {
		for from := 0; ; {
			found := strings.IndexByte(text[from:], '\\')
			if found < 0 {
				return
			}
			at := from + found
			char, width := escaped(text[at:])
			if width > 0 && !yield(escape{at: at, width: width, char: char}) {
				return
			}
			from = at + max(1, width)
		}
	}
}

// unescaped is a text with its escapes read once: what was an escaped backslash can begin another, of a document within the document.
// What is no escape stays as it is.
func unescaped(text string) string {
	if !strings.Contains(text, `\`) {
		return text
	}
	var read strings.Builder
	read.Grow(len(text))
	from := 0
	for escape := range escapes(text) {
		read.WriteString(text[from:escape.at])
		read.WriteRune(escape.char)
		from = escape.at + escape.width
	}
	read.WriteString(text[from:])
	return read.String()
}

// sources marks in a text what is marked in what it is once its escapes have been read.
func sources(text string, read *marks) *marks {
	found := newMarks(len(text))
	// at is where the text has been looked at to, and ahead by how much longer it is so far than what was read of it.
	at, ahead := 0, 0
	to := func(end int) {
		for marked := range read.runs(at-ahead, end-ahead) {
			found.add(span{marked.from + ahead, marked.to + ahead})
		}
		at = end
	}
	for escape := range escapes(text) {
		to(escape.at)
		width := utf8.RuneLen(escape.char)
		for range read.runs(at-ahead, at-ahead+width) {
			found.add(span{escape.at, escape.at + escape.width})
		}
		at += escape.width
		ahead += escape.width - width
	}
	to(len(text))
	return found
}

// short are the escapes of one character. Source: RFC 8259, section 7.
var short = [256]rune{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// escaped reads the escape that a text begins with, and gives how many bytes it takes, 0 where it is none.
func escaped(text string) (char rune, width int) {
	if len(text) < 2 {
		return 0, 0
	}
	if char := short[text[1]]; char != 0 {
		return char, 2
	}
	unit, isUnit := codeUnit(text)
	if !isUnit {
		return 0, 0
	}
	if !utf16.IsSurrogate(unit) {
		return unit, 6
	}
	if low, isUnit := codeUnit(text[6:]); isUnit {
		if char := utf16.DecodeRune(unit, low); char != utf8.RuneError {
			return char, 12
		}
	}
	return utf8.RuneError, 6
}

// codeUnit reads the \uXXXX that a text begins with.
func codeUnit(text string) (rune, bool) {
	if len(text) < 6 || text[0] != '\\' || text[1] != 'u' {
		return 0, false
	}
	unit := rune(0)
	for _, char := range []byte(text[2:6]) {
		switch {
		case char >= '0' && char <= '9':
			unit = unit<<4 | rune(char-'0')
		case char >= 'a' && char <= 'f':
			unit = unit<<4 | rune(char-'a'+10)
		case char >= 'A' && char <= 'F':
			unit = unit<<4 | rune(char-'A'+10)
		default:
			return 0, false
		}
	}
	return unit, true
}
