package engine

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// textValue reads a text as string does, and makes each short one once.
func (p *parser) textValue() (goja.Value, error) {
	length := strings.IndexByte(p.text[p.at:], '"')
	if isShort := length >= 0 && length <= longestText; isShort {
		if known, isKnown := p.texts[p.text[p.at:p.at+length]]; isKnown {
			p.at += length + 1
			return known, nil
		}
	}
	start := p.at
	text, err := p.string()
	if err != nil {
		return nil, err
	}
	value := p.vm.ToValue(text)
	// One with escapes is not spelled as it is.
	if len(text) <= longestText && len(p.texts) < mostTexts && text == p.text[start:p.at-1] {
		p.texts[text] = value
	}
	return value, nil
}

// string reads up to the closing quote; the opening one is consumed. The result is a copy.
func (p *parser) string() (string, error) {
	start := p.at
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '"':
			text := strings.Clone(p.text[start:p.at])
			p.at++
			return text, nil
		case c == '\\':
			return p.escaped(start)
		case c < ' ':
			return "", p.unexpected()
		}
		p.at++
	}
	return "", p.unexpected()
}

var escapes = map[byte]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// escaped reads the rest of a string that has escapes.
func (p *parser) escaped(start int) (string, error) {
	text := []byte(p.text[start:p.at])
	for p.at < len(p.text) {
		c := p.text[p.at]
		switch {
		case c == '"':
			p.at++
			return string(text), nil
		case c < ' ':
			return "", p.unexpected()
		case c != '\\':
			text = append(text, c)
			p.at++
		default:
			p.at++
			if p.at >= len(p.text) {
				return "", p.unexpected()
			}
			if p.text[p.at] == 'u' {
				char, err := p.unicodeEscape()
				if err != nil {
					return "", err
				}
				text = utf8.AppendRune(text, char)
				continue
			}
			char, isEscape := escapes[p.text[p.at]]
			if !isEscape {
				return "", p.unexpected()
			}
			text = append(text, char)
			p.at++
		}
	}
	return "", p.unexpected()
}

// unicodeEscape reads `uXXXX`, and the second half of a surrogate pair where one follows.
func (p *parser) unicodeEscape() (rune, error) {
	unit, err := p.unit()
	if err != nil {
		return 0, err
	}
	if !utf16.IsSurrogate(unit) {
		return unit, nil
	}
	if !strings.HasPrefix(p.text[p.at:], `\u`) {
		return utf8.RuneError, nil
	}
	before := p.at
	p.at++
	second, err := p.unit()
	if err != nil {
		return 0, err
	}
	char := utf16.DecodeRune(unit, second)
	if char == utf8.RuneError {
		p.at = before
	}
	return char, nil
}

func (p *parser) unit() (rune, error) {
	end := p.at + 5
	if end > len(p.text) {
		p.at = len(p.text)
		return 0, p.unexpected()
	}
	unit, err := strconv.ParseUint(p.text[p.at+1:end], 16, 16)
	if err != nil {
		return 0, p.unexpected()
	}
	p.at = end
	return rune(unit), nil
}
