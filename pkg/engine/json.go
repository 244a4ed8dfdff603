package engine

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// deepest is how far values may be nested, as in encoding/json. goja's own reader recurses without a bound, and a Go stack that
// overflows ends the process.
const deepest = 10_000

// installParser puts ParseJSON in the place of goja's own JSON.parse, which reads token by token and takes three times as long.
// It takes no reviver; the bundles use none.
func installParser(vm *goja.Runtime) error {
	return vm.GlobalObject().Get("JSON").ToObject(vm).Set("parse", func(call goja.FunctionCall) goja.Value {
		value, err := ParseJSON(vm, call.Argument(0).String())
		if err != nil {
			message := vm.ToValue(err.Error())
			syntaxError, constructErr := vm.New(vm.Get("SyntaxError"), message)
			if constructErr != nil {
				panic(constructErr)
			}
			panic(syntaxError)
		}
		return value
	})
}

// ParseJSON reads a JSON text as JavaScript's JSON.parse does: a number too large is Infinity, of repeated names the last wins.
// A lone surrogate becomes U+FFFD. No value keeps the text in memory. Fails on what is not JSON, with the offset, and on nesting
// deeper than 10,000.
func ParseJSON(vm *goja.Runtime, text string) (goja.Value, error) {
	p := &parser{vm: vm, text: text, names: map[string]string{}}
	value, err := p.value(0)
	if err != nil {
		return nil, err
	}
	if p.skipBlanks(); p.at < len(text) {
		return nil, p.unexpected()
	}
	return value, nil
}

type parser struct {
	vm   *goja.Runtime
	text string
	at   int
	// names holds each name once: the tracks of a document all have the same ones.
	names map[string]string
}

func (p *parser) unexpected() error {
	if p.at >= len(p.text) {
		return fmt.Errorf("unexpected end of JSON at offset %d", p.at)
	}
	return fmt.Errorf("unexpected character in JSON at offset %d", p.at)
}

func (p *parser) skipBlanks() {
	for p.at < len(p.text) {
		switch p.text[p.at] {
		case ' ', '\n', '\r', '\t':
			p.at++
		default:
			return
		}
	}
}

// take consumes a character if it is the next after blanks.
func (p *parser) take(c byte) bool {
	p.skipBlanks()
	if p.at < len(p.text) && p.text[p.at] == c {
		p.at++
		return true
	}
	return false
}

func (p *parser) value(depth int) (goja.Value, error) {
	if depth > deepest {
		return nil, fmt.Errorf("JSON nested deeper than %d at offset %d", deepest, p.at)
	}
	p.skipBlanks()
	if p.at >= len(p.text) {
		return nil, p.unexpected()
	}
	switch p.text[p.at] {
	case '{':
		p.at++
		return p.object(depth)
	case '[':
		p.at++
		return p.array(depth)
	case '"':
		p.at++
		text, err := p.string()
		if err != nil {
			return nil, err
		}
		return p.vm.ToValue(text), nil
	case 't':
		return p.word("true", p.vm.ToValue(true))
	case 'f':
		return p.word("false", p.vm.ToValue(false))
	case 'n':
		return p.word("null", goja.Null())
	}
	return p.number()
}

func (p *parser) word(word string, value goja.Value) (goja.Value, error) {
	if !strings.HasPrefix(p.text[p.at:], word) {
		return nil, p.unexpected()
	}
	p.at += len(word)
	return value, nil
}

func (p *parser) array(depth int) (goja.Value, error) {
	if p.take(']') {
		return p.vm.NewArray(), nil
	}
	var items []any
	for {
		item, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		items = append(items, item)
		if p.take(']') {
			return p.vm.NewArray(items...), nil
		}
		if !p.take(',') {
			return nil, p.unexpected()
		}
	}
}

func (p *parser) object(depth int) (goja.Value, error) {
	object := p.vm.NewObject()
	if p.take('}') {
		return object, nil
	}
	for {
		if !p.take('"') {
			return nil, p.unexpected()
		}
		name, err := p.name()
		if err != nil {
			return nil, err
		}
		if !p.take(':') {
			return nil, p.unexpected()
		}
		value, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		if err := define(object, name, value); err != nil {
			return nil, err
		}
		if p.take('}') {
			return object, nil
		}
		if !p.take(',') {
			return nil, p.unexpected()
		}
	}
}

// define sets a property of the object's own. Plain assignment to __proto__ would change what the object inherits from.
func define(object *goja.Object, name string, value goja.Value) error {
	if name == "__proto__" {
		return object.DefineDataProperty(name, value, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	}
	return object.Set(name, value)
}

func (p *parser) name() (string, error) {
	name, err := p.string()
	if err != nil {
		return "", err
	}
	known, isKnown := p.names[name]
	if !isKnown {
		known = name
		p.names[name] = name
	}
	return known, nil
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

func (p *parser) digits() int {
	start := p.at
	for p.at < len(p.text) && p.text[p.at] >= '0' && p.text[p.at] <= '9' {
		p.at++
	}
	return p.at - start
}

// mostDigits is how many decimal digits always fit a double's 53 bits.
const mostDigits = 15

func (p *parser) number() (goja.Value, error) {
	start := p.at
	isWhole := true
	if p.text[p.at] == '-' {
		p.at++
	}
	first := p.at
	count := p.digits()
	if count == 0 || (count > 1 && p.text[first] == '0') {
		return nil, p.unexpected()
	}
	if p.at < len(p.text) && p.text[p.at] == '.' {
		isWhole = false
		p.at++
		if p.digits() == 0 {
			return nil, p.unexpected()
		}
	}
	if p.at < len(p.text) && (p.text[p.at] == 'e' || p.text[p.at] == 'E') {
		isWhole = false
		p.at++
		if p.at < len(p.text) && (p.text[p.at] == '+' || p.text[p.at] == '-') {
			p.at++
		}
		if p.digits() == 0 {
			return nil, p.unexpected()
		}
	}
	if isWhole && first == start && count <= mostDigits {
		var whole int64
		for _, digit := range []byte(p.text[first:p.at]) {
			whole = whole*10 + int64(digit-'0')
		}
		return p.vm.ToValue(whole), nil
	}
	number, err := strconv.ParseFloat(p.text[start:p.at], 64)
	if err != nil && !math.IsInf(number, 0) {
		return nil, p.unexpected()
	}
	return p.vm.ToValue(number), nil
}
