package upstream

import (
	"encoding/json"
	"regexp"
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

// address is a network address as the core knows it in words: see withoutAddresses in src/core/hundredms/events/event.ts.
var address = regexp.MustCompile(`(?i)\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b|\[?\b[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,7}\b\]?(?::\d+)?`)

// discreet is an answer's text without what its route keeps private, wherever it stands, and else as it came. What is no document is
// read by nobody, and ends where the first private field would begin.
func (to route) discreet(text string) string {
	named := to.privateIn(text)
	if len(named) == 0 {
		return text
	}
	mark := text[:len(text)-len(strings.TrimPrefix(text, "\ufeff"))]
	if document := text[len(mark):]; json.Valid([]byte(document)) {
		reading := discretion{scan: scan{json.NewDecoder(strings.NewReader(document))}, private: to.private, document: document}
		reading.UseNumber()
		return mark + reading.read()
	}
	return text[:named[0].from]
}

// privateIn finds the names of private fields, however they are spelled.
func (to route) privateIn(text string) []span {
	if len(to.private) == 0 {
		return nil
	}
	var names []string
	for name := range to.private {
		names = append(names, name)
	}
	return seek(names).in(text, 1, deepest)
}

// discretion reads a document, and copies all of it but what is private.
type discretion struct {
	scan
	private  map[string]privacy
	document string

	shown strings.Builder
	// copied is up to where in the document.
	copied int
	// open are the objects and lists around what is read.
	open []around
}

// around is an object or a list.
type around struct {
	isObject bool
	// isKeyNext says that an object's next token is a key, and members how many of it are copied.
	isKeyNext bool
	members   int
}

func (d *discretion) read() string {
	for {
		ended := int(d.InputOffset())
		token, err := d.Token()
		if err != nil {
			d.upTo(len(d.document))
			return d.shown.String()
		}
		switch name, isName := d.key(token); {
		case isName:
			d.member(name, ended)
		case deeper(token) > 0:
			d.open = append(d.open, around{isObject: token == json.Delim('{'), isKeyNext: true})
		default:
			d.open = d.open[:max(0, len(d.open)+deeper(token))]
			d.valued()
		}
	}
}

// key gives a token where it is the key of a member.
func (d *discretion) key(token json.Token) (string, bool) {
	last := len(d.open) - 1
	if last < 0 || !d.open[last].isObject || !d.open[last].isKeyNext {
		return "", false
	}
	name, isName := token.(string)
	return name, isName
}

// valued notes that a value has ended: what follows in an object is a key.
func (d *discretion) valued() {
	if last := len(d.open) - 1; last >= 0 {
		d.open[last].isKeyNext = true
	}
}

// member passes over a member that is private, and lets any other be read. `ended` is where what stands before its key ends.
func (d *discretion) member(name string, ended int) {
	object := &d.open[len(d.open)-1]
	switch d.private[name] {
	case leftOut:
		d.upTo(ended)
		d.skip(d.next())
		d.copied = int(d.InputOffset())
		if object.members == 0 {
			// It takes the comma behind it along, as there is none before it.
			rest := strings.TrimLeft(d.document[d.copied:], " \t\r\n")
			d.copied = len(d.document) - len(strings.TrimPrefix(rest, ","))
		}
		return
	case unaddressed:
		d.words()
	default:
		object.isKeyNext = false
	}
	object.members++
}

// words copies a private member's value without the addresses in it. What holds words but is none is read by nobody.
func (d *discretion) words() {
	colon := int(d.InputOffset())
	value := d.next()
	shown := value
	switch said := value.(type) {
	case string:
		shown = address.ReplaceAllString(said, "(address)")
	case json.Delim:
		d.skip(value)
		shown = nil
	}
	if shown == value {
		return
	}
	// A text and null always become JSON.
	spelled, _ := json.Marshal(shown)
	d.upTo(colon)
	d.shown.WriteString(":" + string(spelled))
	d.copied = int(d.InputOffset())
}

// upTo copies the document up to a place.
func (d *discretion) upTo(place int) {
	if place > d.copied {
		d.shown.WriteString(d.document[d.copied:place])
		d.copied = place
	}
}
