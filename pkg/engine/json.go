package engine

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/dop251/goja"
)

// parser is the JSON.parse of a runtime. It parses as ParseJSON does, and ends with the context of its lease, as all
// JavaScript of the runtime does.
type parser struct {
	ctx      context.Context
	interned map[string]goja.Value
	// lists has the stats of lists of the last text.
	lists map[*goja.Object]listStats
	// bytes is the length of all texts that the lease has parsed.
	bytes int
}

func (p *parser) reset(ctx context.Context) {
	*p = parser{ctx: ctx, interned: map[string]goja.Value{}}
}

func (p *parser) parse(vm *goja.Runtime, text string, isFromEngine bool) (goja.Value, error) {
	p.bytes += len(text)
	p.lists = map[*goja.Object]listStats{}
	read := &document{vm: vm, text: text, interned: p.interned, lists: p.lists, isFromEngine: isFromEngine}
	return read.parse(p.ctx)
}

// installParser replaces goja's own JSON.parse: goja's reads token by token, takes three times as long, and recurses
// without a limit. This one takes no reviver; the bundles use none.
func installParser(ctx context.Context, vm *goja.Runtime) (*parser, error) {
	p := &parser{}
	p.reset(ctx)
	if err := p.installStats(vm); err != nil {
		return nil, err
	}
	return p, vm.GlobalObject().Get("JSON").ToObject(vm).Set("parse", func(call goja.FunctionCall) goja.Value {
		value, err := p.parse(vm, call.Argument(0).String(), false)
		if p.ctx.Err() != nil {
			// The engine checks for an end only between its own instructions. Without this call, JavaScript could catch the
			// error below first.
			vm.Interrupt(context.Cause(p.ctx))
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

// ParseJSON parses a JSON text as JavaScript's JSON.parse does, at any depth of nesting: a number that is too large is
// Infinity, and the last of repeated names wins. It differs as the core's parseJson does: words such as NaN and
// +Infinity are numbers, and a whole number of 16 digits or more that is the value of a member becomes a string. A lone
// surrogate becomes U+FFFD. It fails on invalid JSON, with the offset.
//
// It checks the whole text at once. Values are created on first read: an unread value costs only its text. The text
// stays in memory as long as one of its objects and lists does. Lists of numbers are made at once and do not hold the
// text.
func ParseJSON(vm *goja.Runtime, text string) (goja.Value, error) {
	read := &document{vm: vm, text: text, interned: map[string]goja.Value{}, lists: map[*goja.Object]listStats{}}
	return read.parse(context.Background())
}

// ParseJSON parses a JSON text as the package's ParseJSON does.
func (l *Lease) ParseJSON(text string) (goja.Value, error) { return l.parser.parse(l.vm, text, false) }

// ParseStringified parses a text that JSON.stringify has written. Of its numbers none is an ID, so none becomes a
// string.
func (l *Lease) ParseStringified(text string) (goja.Value, error) {
	return l.parser.parse(l.vm, text, true)
}

// IsJSON reports whether ParseJSON can parse a text.
func IsJSON(text string) bool {
	_, err := check(context.Background(), text)
	return err == nil
}

// parse checks the text and returns its value.
func (d *document) parse(ctx context.Context) (value goja.Value, err error) {
	if d.containers, err = check(ctx, d.text); err != nil {
		return nil, err
	}
	return d.value(d.skipBlanks(0), 0), nil
}

// container is an object or a list of a text. The containers of a text are in the order in which they begin. A text can
// have millions.
type container struct {
	// end is the offset after its closing bracket.
	end uint32
	// next is the index of the first container that begins after its end; while it is checked, the index of its parent.
	next uint32
	// countAndFlag is twice the number of its members or elements, plus one if a string, object or list is among them.
	countAndFlag uint32
}

func (c container) count() int { return int(c.countAndFlag >> 1) }

// isPlain reports whether it has only numbers, booleans and nulls.
func (c container) isPlain() bool { return c.countAndFlag&1 == 0 }

// document is a text, which parse checks. It makes the values of the text.
type document struct {
	vm         *goja.Runtime
	text       string
	containers []container
	// interned are short strings, including names of members: all tracks of a document have the same ones, and so have the
	// documents of a query.
	interned map[string]goja.Value
	lists    map[*goja.Object]listStats
	// isFromEngine is set for a text that the engine has written.
	isFromEngine bool
}

const (
	// maxInterned is how many strings are interned, and maxInternedBytes the length of the longest: a document can have
	// anything.
	maxInterned      = 1_000
	maxInternedBytes = 40
)

// position is where a value begins: its offset, and the index of the first container from there on.
type position struct {
	at   uint32
	next uint32
}

// to32 keeps positions small: a document has millions.
func to32(position int) uint32 {
	return uint32(position) // #nosec G115 -- a document is 16 MB at most
}

func (d *document) skipBlanks(at int) int {
	for isBlank(d.text[at]) {
		at++
	}
	return at
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

// value makes the value that begins at an offset; next is the index of the first container from there on.
func (d *document) value(at int, next uint32) goja.Value {
	switch d.text[at] {
	case '{':
		return d.object(at, next)
	case '[':
		return d.list(at, next)
	case '"':
		return d.stringValue(at)
	case 't':
		return d.vm.ToValue(true)
	case 'f':
		return d.vm.ToValue(false)
	case 'n':
		if d.text[at+1] == 'u' {
			return goja.Null()
		}
	}
	return d.number(at, d.endOfScalar(at))
}

// after returns the position after a value, at the comma or bracket that follows.
func (d *document) after(value position) position {
	switch at := int(value.at); d.text[at] {
	case '{', '[':
		skipped := d.containers[value.next]
		value = position{skipped.end, skipped.next}
	case '"':
		value.at = to32(d.endOfString(at) + 1)
	default:
		value.at = to32(d.endOfScalar(at))
	}
	if int(value.at) < len(d.text) {
		value.at = to32(d.skipBlanks(int(value.at)))
	}
	return value
}

// endOfScalar returns the offset after a number or word.
func (d *document) endOfScalar(at int) int {
	for at < len(d.text) && d.text[at] != ',' && d.text[at] != ']' && d.text[at] != '}' && !isBlank(d.text[at]) {
		at++
	}
	return at
}

// endOfString returns the offset of the closing quote of a string; at is that of the opening one.
func (d *document) endOfString(at int) int {
	for at++; d.text[at] != '"'; at++ {
		if d.text[at] == '\\' {
			at++
		}
	}
	return at
}

// stringValue makes the string whose opening quote is at an offset. It interns short strings. The string is a copy, so
// it does not hold the text.
func (d *document) stringValue(at int) goja.Value {
	escaped := d.text[at+1 : d.endOfString(at)]
	if value, isKnown := d.interned[escaped]; isKnown {
		return value
	}
	if strings.Contains(escaped, `\`) {
		var text string
		_ = json.Unmarshal([]byte(d.text[at:at+len(escaped)+2]), &text) // The text is checked.
		return d.vm.ToValue(text)
	}
	text := strings.Clone(escaped)
	value := d.vm.ToValue(text)
	if len(text) <= maxInternedBytes && len(d.interned) < maxInterned {
		d.interned[text] = value
	}
	return value
}
