package engine

import (
	"context"
	"strings"

	"github.com/dop251/goja"
)

// installParser puts ParseJSON in the place of goja's own JSON.parse, which reads token by token, takes three times as long, and recurses
// without a bound. It takes no reviver; the bundles use none. It ends with ctx, as all JavaScript of the runtime does.
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

// ParseJSON reads a JSON text as JavaScript's JSON.parse does, however deep it is nested: a number too large is Infinity, of repeated names
// the last wins. A lone surrogate becomes U+FFFD. Fails on what is not JSON, with the offset.
//
// The whole text is checked, and a value is made when it is read for the first time: what nobody reads costs no more than its text, which
// stays in memory for as long as one of its objects and lists does. Lists of numbers are made at once, and let go of the text.
func ParseJSON(vm *goja.Runtime, text string) (goja.Value, error) {
	return parse(context.Background(), vm, text, map[string]goja.Value{})
}

func parse(ctx context.Context, vm *goja.Runtime, text string, texts map[string]goja.Value) (goja.Value, error) {
	parts, err := check(ctx, text)
	if err != nil {
		return nil, err
	}
	document := &document{vm: vm, text: text, parts: parts, texts: texts}
	return document.value(document.skipBlanks(0), 0), nil
}

// part is an object or a list of a text. The parts of a text are in the order in which they begin. A text can have millions.
type part struct {
	// end is behind its closing bracket.
	end uint32
	// next is the first part that begins behind its end; while it is read, the part around it.
	next uint32
	// counted is how many members or elements it has, twice; and one more if there is a text, object or list among them.
	counted uint32
}

func (p part) count() int { return int(p.counted >> 1) }

// isPlain says that it holds nothing but numbers, booleans and nulls.
func (p part) isPlain() bool { return p.counted&1 == 0 }

// document is a checked text, from which values are made.
type document struct {
	vm    *goja.Runtime
	text  string
	parts []part
	// texts holds short texts, names of members among them: the tracks of a document all have the same ones, and so have the documents of
	// a query.
	texts map[string]goja.Value
}

const (
	// maxTexts is how many texts are held, and longestText the bytes of the longest: a document may have anything.
	maxTexts    = 1_000
	longestText = 40
)

// place is where a value begins: its offset, and the first part from there on.
type place struct {
	at   uint32
	part uint32
}

func (d *document) skipBlanks(at int) int {
	for isBlank(d.text[at]) {
		at++
	}
	return at
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

// value makes the value that begins at an offset; part is the first from there on.
func (d *document) value(at int, part uint32) goja.Value {
	switch d.text[at] {
	case '{':
		return d.object(at, part)
	case '[':
		return d.list(at, part)
	case '"':
		return d.textValue(at)
	case 't':
		return d.vm.ToValue(true)
	case 'f':
		return d.vm.ToValue(false)
	case 'n':
		return goja.Null()
	}
	return d.number(at, d.endOfScalar(at))
}

// after gives the place behind a value, at the comma or bracket that follows.
func (d *document) after(value place) place {
	switch at := int(value.at); d.text[at] {
	case '{', '[':
		part := d.parts[value.part]
		value = place{part.end, part.next}
	case '"':
		value.at = uint32(d.endOfText(at) + 1)
	default:
		value.at = uint32(d.endOfScalar(at))
	}
	if int(value.at) < len(d.text) {
		value.at = uint32(d.skipBlanks(int(value.at)))
	}
	return value
}

// endOfScalar is where a number or word ends.
func (d *document) endOfScalar(at int) int {
	for at < len(d.text) && d.text[at] != ',' && d.text[at] != ']' && d.text[at] != '}' && !isBlank(d.text[at]) {
		at++
	}
	return at
}

// endOfText is where the closing quote of a text is; at is that of the opening one.
func (d *document) endOfText(at int) int {
	for at++; ; {
		at += strings.IndexAny(d.text[at:], `"\`)
		if d.text[at] == '"' {
			return at
		}
		at += 2
	}
}
