package engine

import (
	"context"
	"fmt"
	"math"
	"strings"
)

// check reads a text and fails where it is not JSON, with the offset. It gives the objects and lists of the text. It does not recurse, so
// that no nesting is too deep.
func check(ctx context.Context, text string) ([]part, error) {
	c := &checker{ended: ctx.Err, text: text, around: none, parts: make([]part, 0, strings.Count(text, "{")+strings.Count(text, "["))}
	if err := c.document(); err != nil {
		return nil, err
	}
	return c.parts, nil
}

type checker struct {
	// ended is why no more is to be read, nil while it is; read counts the values before it is asked again.
	ended func() error
	read  int
	text  string
	at    int
	parts []part
	// around is the part that is read, the innermost one that is open; none outside of all.
	around uint32
}

const none = math.MaxUint32

// readAtOnce is how many values are read in some tenths of a millisecond.
const readAtOnce = 4_096

func (c *checker) document() error {
	for {
		opened, err := c.value()
		if err != nil {
			return err
		}
		if opened {
			continue
		}
		for isValueNext := false; !isValueNext; {
			if c.around == none {
				if c.skipBlanks(); c.at < len(c.text) {
					return c.unexpected()
				}
				return nil
			}
			if isValueNext, err = c.afterValue(); err != nil {
				return err
			}
		}
	}
}

// value reads a value, or the start of a part up to the first value in it: then it is open.
func (c *checker) value() (opened bool, err error) {
	if c.read++; c.read%readAtOnce == 0 {
		if err := c.ended(); err != nil {
			return false, err
		}
	}
	c.skipBlanks()
	if c.at >= len(c.text) {
		return false, c.unexpected()
	}
	switch c.text[c.at] {
	case '{':
		c.begin(0)
		if c.take('}') {
			c.end()
			return false, nil
		}
		return true, c.name()
	case '[':
		c.begin(openList)
		if c.take(']') {
			c.end()
			return false, nil
		}
		return true, nil
	case '"':
		c.notPlain()
		c.at++
		return false, c.string()
	case 't':
		return false, c.word("true")
	case 'f':
		return false, c.word("false")
	case 'n':
		return false, c.word("null")
	}
	return false, c.number()
}

// afterValue reads what follows a value within a part: a comma, behind which a value is next, or the end of the part.
func (c *checker) afterValue() (isValueNext bool, err error) {
	part := &c.parts[c.around]
	part.counted += 2
	isList := part.end == openList
	switch {
	case c.take(','):
		if isList {
			return true, nil
		}
		return true, c.name()
	case isList && c.take(']'), !isList && c.take('}'):
		c.end()
		return false, nil
	}
	return false, c.unexpected()
}

// openList stands in the place of the end of a list that is open, where an object has 0.
const openList = 1

func (c *checker) begin(end uint32) {
	c.notPlain()
	c.at++
	c.parts = append(c.parts, part{end: end, next: c.around})
	c.around = uint32(len(c.parts) - 1)
}

func (c *checker) end() {
	ended := &c.parts[c.around]
	c.around = ended.next
	ended.end, ended.next = uint32(c.at), uint32(len(c.parts))
}

// notPlain notes that the part around holds more than numbers, booleans and nulls.
func (c *checker) notPlain() {
	if c.around != none {
		c.parts[c.around].counted |= 1
	}
}

func (c *checker) name() error {
	if !c.take('"') {
		return c.unexpected()
	}
	if err := c.string(); err != nil {
		return err
	}
	if !c.take(':') {
		return c.unexpected()
	}
	return nil
}

// string reads up to the closing quote; the opening one is consumed.
func (c *checker) string() error {
	for c.at < len(c.text) {
		switch char := c.text[c.at]; {
		case char == '"':
			c.at++
			return nil
		case char < ' ':
			return c.unexpected()
		case char == '\\':
			if err := c.escape(); err != nil {
				return err
			}
		default:
			c.at++
		}
	}
	return c.unexpected()
}

func (c *checker) escape() error {
	c.at++
	if c.at >= len(c.text) {
		return c.unexpected()
	}
	if c.text[c.at] != 'u' {
		if _, isEscape := escapes[c.text[c.at]]; !isEscape {
			return c.unexpected()
		}
		c.at++
		return nil
	}
	for range 4 {
		if c.at++; c.at >= len(c.text) || !isHex(c.text[c.at]) {
			return c.unexpected()
		}
	}
	c.at++
	return nil
}

func isHex(c byte) bool { return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' }

func (c *checker) word(word string) error {
	if !strings.HasPrefix(c.text[c.at:], word) {
		return c.unexpected()
	}
	c.at += len(word)
	return nil
}

func (c *checker) number() error {
	if c.text[c.at] == '-' {
		c.at++
	}
	first := c.at
	if count := c.digits(); count == 0 || (count > 1 && c.text[first] == '0') {
		return c.unexpected()
	}
	if c.at < len(c.text) && c.text[c.at] == '.' {
		c.at++
		if c.digits() == 0 {
			return c.unexpected()
		}
	}
	if c.at < len(c.text) && (c.text[c.at] == 'e' || c.text[c.at] == 'E') {
		c.at++
		if c.at < len(c.text) && (c.text[c.at] == '+' || c.text[c.at] == '-') {
			c.at++
		}
		if c.digits() == 0 {
			return c.unexpected()
		}
	}
	return nil
}

func (c *checker) digits() int {
	start := c.at
	for c.at < len(c.text) && c.text[c.at] >= '0' && c.text[c.at] <= '9' {
		c.at++
	}
	return c.at - start
}

func (c *checker) skipBlanks() {
	for c.at < len(c.text) && isBlank(c.text[c.at]) {
		c.at++
	}
}

// take consumes a character if it is the next after blanks.
func (c *checker) take(char byte) bool {
	c.skipBlanks()
	if c.at < len(c.text) && c.text[c.at] == char {
		c.at++
		return true
	}
	return false
}

func (c *checker) unexpected() error {
	if c.at >= len(c.text) {
		return fmt.Errorf("unexpected end of JSON at offset %d", c.at)
	}
	return fmt.Errorf("unexpected character in JSON at offset %d", c.at)
}
