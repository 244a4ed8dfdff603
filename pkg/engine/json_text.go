package engine

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// textValue makes the text whose opening quote is at an offset, and makes each short one once. It is a copy.
func (d *document) textValue(at int) goja.Value {
	spelled := d.text[at+1 : d.endOfText(at)]
	if known, isKnown := d.texts[spelled]; isKnown {
		return known
	}
	if strings.Contains(spelled, `\`) {
		return d.vm.ToValue(unescaped(spelled))
	}
	text := strings.Clone(spelled)
	value := d.vm.ToValue(text)
	if len(text) <= longestText && len(d.texts) < maxTexts {
		d.texts[text] = value
	}
	return value
}

var escapes = map[byte]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// unescaped is a checked text without its escapes.
func unescaped(spelled string) string {
	text := make([]byte, 0, len(spelled))
	for at := 0; at < len(spelled); {
		switch {
		case spelled[at] != '\\':
			text = append(text, spelled[at])
			at++
		case spelled[at+1] != 'u':
			text = append(text, escapes[spelled[at+1]])
			at += 2
		default:
			char := unit(spelled[at:])
			at += unitLength
			if utf16.IsSurrogate(char) {
				pair := utf8.RuneError
				if strings.HasPrefix(spelled[at:], `\u`) {
					pair = utf16.DecodeRune(char, unit(spelled[at:]))
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

// unitLength is that of \uXXXX.
const unitLength = 6

// unit reads the \uXXXX that a checked text begins with.
func unit(spelled string) rune {
	code, _ := strconv.ParseUint(spelled[2:unitLength], 16, 16)
	return rune(code)
}
