package engine

import "strings"

// string checks a string up to the closing quote; the opening one is consumed.
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
		if !c.accept(`"\/bfnrt`) {
			return c.unexpected()
		}
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
	hasPlus := c.text[c.at] == '+'
	c.accept("+-")
	if c.notFinite() {
		return nil
	}
	first := c.at
	count := c.digits()
	isValid := !hasPlus && (count == 1 || count > 1 && c.text[first] != '0')
	if isValid && c.accept(".") {
		isValid = c.digits() > 0
	}
	if isValid && c.accept("eE") {
		c.accept("+-")
		isValid = c.digits() > 0
	}
	if !isValid {
		return c.unexpected()
	}
	return nil
}

// notFinite consumes a word that encoders write for a number that is not finite, such as Infinity of Java and Python,
// Inf of Go, and nan of C.
func (c *checker) notFinite() bool {
	for _, word := range []string{"nan", "infinity", "inf"} {
		if end := c.at + len(word); end <= len(c.text) && strings.EqualFold(c.text[c.at:end], word) {
			c.at = end
			return true
		}
	}
	return false
}

// accept consumes the next character if it is one of some.
func (c *checker) accept(chars string) bool {
	isNext := c.at < len(c.text) && strings.IndexByte(chars, c.text[c.at]) >= 0
	if isNext {
		c.at++
	}
	return isNext
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

// consume consumes a character if it is the next one after blanks.
func (c *checker) consume(char byte) bool {
	c.skipBlanks()
	if c.at < len(c.text) && c.text[c.at] == char {
		c.at++
		return true
	}
	return false
}
