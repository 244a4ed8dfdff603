package engine

import "github.com/dop251/goja"

// maxNumbers is how many numbers a list may have to be made at once.
const maxNumbers = 1 << 20

// list makes the list that begins at an offset. One of numbers is an array of the engine's own.
func (d *document) list(at int, of uint32) goja.Value {
	part := d.parts[of]
	if part.isPlain() && part.count() <= maxNumbers {
		return d.numbers(at, part.count())
	}
	made := &list{document: d, places: make([]place, part.count())}
	next := place{uint32(at), of + 1}
	for i := range made.places {
		next.at = uint32(d.skipBlanks(int(next.at) + 1))
		made.places[i] = next
		next = d.after(next)
	}
	return d.vm.NewDynamicArray(made)
}

func (d *document) numbers(at, count int) goja.Value {
	items := make([]any, count)
	for i := range items {
		at = d.skipBlanks(at + 1)
		if c := d.text[at]; c == '-' || c >= '0' && c <= '9' {
			end := d.endOfScalar(at)
			items[i] = d.number(at, end)
			at = d.skipBlanks(end)
			continue
		}
		items[i] = d.value(at, 0)
		at = d.skipBlanks(d.endOfScalar(at))
	}
	return d.vm.NewArray(items...)
}

// list is an array of a document that holds more than numbers. An element is made when it is read; objects and lists are kept then, texts
// and numbers are made again. JavaScript that reads it sees no difference; its length cannot be changed, which push and splice would.
type list struct {
	document *document
	places   []place
	// kept is nil until there is an element to keep.
	kept []goja.Value
}

func (l *list) Len() int { return len(l.places) }

// Get is nil for an element that is not there, as goja asks for.
func (l *list) Get(index int) goja.Value {
	if index < 0 || index >= len(l.places) {
		return nil
	}
	if l.kept != nil && l.kept[index] != nil {
		return l.kept[index]
	}
	place := l.places[index]
	value := l.document.value(int(place.at), place.part)
	if _, isObject := value.(*goja.Object); isObject {
		l.Set(index, value)
	}
	return value
}

func (l *list) Set(index int, value goja.Value) bool {
	if index < 0 || index >= len(l.places) {
		return false
	}
	if l.kept == nil {
		l.kept = make([]goja.Value, len(l.places))
	}
	l.kept[index] = value
	return true
}

func (l *list) SetLen(int) bool { return false }
