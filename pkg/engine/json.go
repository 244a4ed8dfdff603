package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// deepest is how far values may be nested, as in encoding/json. goja's own reader recurses without a bound, and a Go stack that
// overflows ends the process.
const deepest = 10_000

// installParser puts ParseJSON in the place of goja's own JSON.parse, which reads token by token and takes three times as long.
// It takes no reviver; the bundles use none. It ends with ctx, as all JavaScript of the runtime does.
func installParser(ctx context.Context, vm *goja.Runtime) error {
	texts := map[string]goja.Value{}
	return vm.GlobalObject().Get("JSON").ToObject(vm).Set("parse", func(call goja.FunctionCall) goja.Value {
		value, err := parse(ctx, vm, call.Argument(0).String(), texts)
		if ctx.Err() != nil {
			// The engine looks between its own instructions alone, and not before what is thrown here could be caught.
			vm.Interrupt(context.Cause(ctx))
		}
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
	return parse(context.Background(), vm, text, map[string]goja.Value{})
}

func parse(ctx context.Context, vm *goja.Runtime, text string, texts map[string]goja.Value) (goja.Value, error) {
	p := &parser{ended: ctx.Err, vm: vm, text: text, texts: texts}
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
	// ended is why no more is to be read, nil while it is; read counts the values before it is asked again.
	ended func() error
	read  int
	vm    *goja.Runtime
	text  string
	at    int
	// members are those of the objects around the place that is read, the innermost last.
	members []member
	// texts holds short texts, names of members among them: the tracks of a document all have the same ones, and so have the documents of
	// a query.
	texts map[string]goja.Value
}

const (
	// mostTexts is how many texts are held, and longestText the bytes of the longest: a document may have anything.
	mostTexts   = 1_000
	longestText = 40
	// readAtOnce is how many values are read in some tenths of a millisecond.
	readAtOnce = 4_096
)

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
	if p.read++; p.read%readAtOnce == 0 {
		if err := p.ended(); err != nil {
			return nil, err
		}
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
		return p.textValue()
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
	if p.take('}') {
		return p.vm.NewObject(), nil
	}
	outer := len(p.members)
	defer func() { p.members = p.members[:outer] }()
	for {
		if !p.take('"') {
			return nil, p.unexpected()
		}
		name, err := p.textValue()
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
		p.members = append(p.members, member{name.String(), value})
		if p.take('}') {
			return objectOf(p.vm, p.members[outer:])
		}
		if !p.take(',') {
			return nil, p.unexpected()
		}
	}
}

func objectOf(vm *goja.Runtime, members []member) (goja.Value, error) {
	if fitsRecord(members) {
		return vm.NewDynamicObject(&record{slices.Clone(members)}), nil
	}
	object := vm.NewObject()
	for _, member := range members {
		if err := define(object, member.name, member.value); err != nil {
			return nil, err
		}
	}
	return object, nil
}

// define sets a property of the object's own. Plain assignment to __proto__ would change what the object inherits from.
func define(object *goja.Object, name string, value goja.Value) error {
	if name == "__proto__" {
		return object.DefineDataProperty(name, value, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	}
	return object.Set(name, value)
}
