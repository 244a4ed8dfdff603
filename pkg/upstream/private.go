package upstream

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// privacy is what becomes of a field that can hold what is personal.
type privacy int

const (
	// leftOut is a field that nobody reads.
	leftOut privacy = iota + 1
	// unaddressed is one whose words are read, but for the network addresses in them.
	unaddressed
)

// discreet is an answer's text without what its route keeps private, wherever it stands, and else as it came. What is no document is
// read by nobody, and ends where the first private field would begin.
func (to route) discreet(text string) string {
	first := to.privateIn(text)
	if first == len(text) {
		return text
	}
	mark := text[:len(text)-len(strings.TrimPrefix(text, "\ufeff"))]
	if behind := text[len(mark):]; json.Valid([]byte(behind)) {
		reading := discretion{document: document{text: behind}, private: to.private}
		return mark + reading.read()
	}
	return text[:first]
}

// privateIn finds where the first name of a private field stands in a text, however it is spelled, and gives the end where none does.
func (to route) privateIn(text string) int {
	if len(to.private) == 0 {
		return len(text)
	}
	found := seek(slices.Collect(maps.Keys(to.private))).in(text, 1, deepest)
	if found == nil {
		return len(text)
	}
	return found.next(0, len(text), true)
}

// discretion reads a document, and copies all of it but what is private.
type discretion struct {
	document
	private map[string]privacy

	shown strings.Builder
	// copied is up to where in the document.
	copied int
}

func (d *discretion) read() string {
	d.values()
	d.upTo(len(d.text))
	return d.shown.String()
}

// values reads a value, and what is in it. A document nests 10,000 deep at most.
func (d *discretion) values() {
	switch d.next() {
	case '{':
		d.members()
	case '[':
		d.at++
		for !d.takes(']') {
			d.values()
			d.takes(',')
		}
	default:
		d.value()
	}
}

// members reads an object, and passes over its members that are private.
func (d *discretion) members() {
	d.at++
	isFirst := true
	for {
		// ended is where what stands before a member ends.
		ended := d.at
		d.takes(',')
		if d.takes('}') {
			return
		}
		name := d.name()
		colon := d.at
		d.takes(':')
		switch d.private[name] {
		case leftOut:
			d.upTo(ended)
			d.value()
			if isFirst {
				// It takes the comma behind it along, as there is none before it.
				d.takes(',')
			}
			d.copied = d.at
			continue
		case unaddressed:
			d.words(colon)
		default:
			d.values()
		}
		isFirst = false
	}
}

// words copies a private member's value without the addresses in it. What holds words but is none is read by nobody.
func (d *discretion) words(colon int) {
	shown := []byte("null")
	switch value := d.value(); value[0] {
	case '"':
		said := unescaped(value[1 : len(value)-1])
		without := withoutAddresses(said)
		if without == said {
			return
		}
		// A text always becomes JSON.
		shown, _ = json.Marshal(without)
	case '{', '[':
	default:
		return
	}
	d.upTo(colon)
	d.shown.WriteByte(':')
	d.shown.Write(shown)
	d.copied = d.at
}

// upTo copies the document up to a place.
func (d *discretion) upTo(place int) {
	if place > d.copied {
		d.shown.WriteString(d.text[d.copied:place])
		d.copied = place
	}
}
