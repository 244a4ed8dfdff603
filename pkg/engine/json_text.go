package engine

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// stringValue makes the string whose opening quote is at an offset. It interns short strings. The string is a copy, so
// it does not hold the text.
func (d *document) stringValue(at int) goja.Value {
	escaped := d.text[at+1 : d.endOfString(at)]
	if known, isKnown := d.interned[escaped]; isKnown {
		return known
	}
	if strings.Contains(escaped, `\`) {
		return d.vm.ToValue(unescape(escaped))
	}
	text := strings.Clone(escaped)
	value := d.vm.ToValue(text)
	if len(text) <= maxInternedBytes && len(d.interned) < maxInterned {
		d.interned[text] = value
	}
	return value
}

var escapes = map[byte]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// unescape resolves the escapes of a checked string.
func unescape(escaped string) string {
	text := make([]byte, 0, len(escaped))
	for at := 0; at < len(escaped); {
		switch {
		case escaped[at] != '\\':
			text = append(text, escaped[at])
			at++
		case escaped[at+1] != 'u':
			text = append(text, escapes[escaped[at+1]])
			at += 2
		default:
			char := unit(escaped[at:])
			at += unitLength
			if utf16.IsSurrogate(char) {
				pair := utf8.RuneError
				if strings.HasPrefix(escaped[at:], `\u`) {
					pair = utf16.DecodeRune(char, unit(escaped[at:]))
				}
				if char = pair; char != utf8.RuneError {
					at += unitLength
				}
			}
			text = utf8.AppendRune(text, char)
		}
	}
	return string(text)
}

// unitLength is the length of \uXXXX.
const unitLength = 6

// unit returns the UTF-16 unit of the \uXXXX that a checked string begins with.
func unit(escaped string) rune {
	code, _ := strconv.ParseUint(escaped[2:unitLength], 16, 16)
	return rune(code)
}
