package engine

import (
	"context"
	"fmt"
	"math"
	"strings"
)

// check returns the objects and lists of a JSON text. It fails on invalid JSON, with the offset. It does not recurse,
// so no nesting is too deep.
func check(ctx context.Context, text string) ([]container, error) {
	c := &checker{ctxErr: ctx.Err, text: text, parent: none, containers: make([]container, 0, strings.Count(text, "{")+strings.Count(text, "["))}
	if err := c.document(); err != nil {
		return nil, err
	}
	return c.containers, nil
}

type checker struct {
	// ctxErr returns why the check must end, nil if it need not. checked counts the values between two calls of it.
	ctxErr     func() error
	checked    int
	text       string
	at         int
	containers []container
	// parent is the index of the innermost open container; none outside of all.
	parent uint32
}

const none = math.MaxUint32

// checkInterval is how many values are checked between two looks at the context: some tenths of a millisecond.
const checkInterval = 4_096

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
			if c.parent == none {
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

// value checks a value, or the start of a container up to its first value: then opened is true.
func (c *checker) value() (opened bool, err error) {
	if c.checked++; c.checked%checkInterval == 0 {
		if err := c.ctxErr(); err != nil {
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
		if c.consume('}') {
			c.end()
			return false, nil
		}
		return true, c.name()
	case '[':
		c.begin(openList)
		if c.consume(']') {
			c.end()
			return false, nil
		}
		return true, nil
	case '"':
		c.markMixed()
		c.at++
		return false, c.string()
	case 't':
		return false, c.word("true")
	case 'f':
		return false, c.word("false")
	case 'n':
		if !strings.HasPrefix(c.text[c.at:], "na") {
			return false, c.word("null")
		}
	}
	return false, c.number()
}

// afterValue checks the text after a value in a container: a comma, then isValueNext is true, or the end of the
// container.
func (c *checker) afterValue() (isValueNext bool, err error) {
	parent := &c.containers[c.parent]
	parent.countAndFlag += 2
	isList := parent.end == openList
	switch {
	case c.consume(','):
		if isList {
			return true, nil
		}
		return true, c.name()
	case isList && c.consume(']'), !isList && c.consume('}'):
		c.end()
		return false, nil
	}
	return false, c.unexpected()
}

// openList is the end of a list that is still open; that of an open object is 0.
const openList = 1

func (c *checker) begin(end uint32) {
	c.markMixed()
	c.at++
	c.containers = append(c.containers, container{end: end, next: c.parent})
	c.parent = to32(len(c.containers) - 1)
}

func (c *checker) end() {
	closed := &c.containers[c.parent]
	c.parent = closed.next
	closed.end, closed.next = to32(c.at), to32(len(c.containers))
}

// markMixed marks the parent: it has more than numbers, booleans and nulls.
func (c *checker) markMixed() {
	if c.parent != none {
		c.containers[c.parent].countAndFlag |= 1
	}
}

func (c *checker) name() error {
	if !c.consume('"') {
		return c.unexpected()
	}
	if err := c.string(); err != nil {
		return err
	}
	if !c.consume(':') {
		return c.unexpected()
	}
	return nil
}

func (c *checker) unexpected() error {
	if c.at >= len(c.text) {
		return fmt.Errorf("unexpected end of JSON at offset %d", c.at)
	}
	return fmt.Errorf("unexpected character in JSON at offset %d", c.at)
}
