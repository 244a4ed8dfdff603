package engine

import "github.com/dop251/goja"

// maxNumbers is the length of the longest list of numbers that is made at once.
const maxNumbers = 1 << 20

// list makes the list that begins at an offset. A list of numbers becomes a native array of the engine.
func (d *document) list(at int, index uint32) goja.Value {
	container := d.containers[index]
	if container.isPlain() && container.count() <= maxNumbers {
		return d.numbers(at, container.count())
	}
	list := &lazyList{document: d, positions: make([]position, container.count())}
	next := position{to32(at), index + 1}
	for i := range list.positions {
		next.at = to32(d.skipBlanks(int(next.at) + 1))
		list.positions[i] = next
		next = d.after(next)
	}
	return d.vm.NewDynamicArray(list)
}

func (d *document) numbers(at, count int) goja.Value {
	items := make([]any, count)
	stats := newListStats()
	for i := range items {
		at = d.skipBlanks(at + 1)
		end := d.endOfScalar(at)
		if c := d.text[at]; c == 't' || c == 'f' || c == 'n' {
			value := d.value(at, 0)
			items[i] = value
			stats.addOther(value)
		} else {
			value := d.number(at, end)
			items[i] = value
			stats.addNumber(value)
		}
		at = d.skipBlanks(end)
	}
	list := d.vm.NewArray(items...)
	if count >= minLengthForStats {
		d.lists[list] = stats
	}
	return list
}

// lazyList is a list of a document with more than numbers. It makes an element when it is read. It keeps objects and
// lists; strings and numbers are made again. To JavaScript it looks like any array, except that its length cannot
// change, so push and splice fail.
type lazyList struct {
	document  *document
	positions []position
	// elements are those that are kept; nil before the first.
	elements []goja.Value
}

func (l *lazyList) Len() int { return len(l.positions) }

// Get returns an element; nil if there is none, as goja requires.
func (l *lazyList) Get(index int) goja.Value {
	if index < 0 || index >= len(l.positions) {
		return nil
	}
	if l.elements != nil && l.elements[index] != nil {
		return l.elements[index]
	}
	position := l.positions[index]
	value := l.document.value(int(position.at), position.next)
	if _, isObject := value.(*goja.Object); isObject {
		l.Set(index, value)
	}
	return value
}

func (l *lazyList) Set(index int, value goja.Value) bool {
	if index < 0 || index >= len(l.positions) {
		return false
	}
	if l.elements == nil {
		l.elements = make([]goja.Value, len(l.positions))
	}
	l.elements[index] = value
	return true
}

func (l *lazyList) SetLen(int) bool { return false }
