package upstream

// document reads a text that is valid JSON from one place to the next, and builds nothing of it. What is no JSON it reads to its end.
type document struct {
	text string
	// at is how far it has been read.
	at int
}

// next passes blanks and gives the byte that follows them, 0 at the end.
func (d *document) next() byte {
	for ; d.at < len(d.text); d.at++ {
		switch char := d.text[d.at]; char {
		case ' ', '\t', '\r', '\n':
		default:
			return char
		}
	}
	return 0
}

// takes passes a byte where it is the one that follows.
func (d *document) takes(char byte) bool {
	if d.next() != char {
		return false
	}
	d.at++
	return true
}

// quoted passes a string, and gives how it is spelled between its quotes.
func (d *document) quoted() string {
	from := d.at + 1
	for at := from; at < len(d.text); at++ {
		switch d.text[at] {
		case '"':
			d.at = at + 1
			return d.text[from:at]
		case '\\':
			at++
		}
	}
	d.at = len(d.text)
	return d.text[min(from, d.at):]
}

// name passes the key of a member, and gives what it says.
func (d *document) name() string {
	d.next()
	return unescaped(d.quoted())
}

// value passes a value, and gives it as it is spelled.
func (d *document) value() string {
	d.next()
	from := d.at
	for depth := 0; ; {
		switch d.next() {
		case 0:
			return d.text[from:]
		case '{', '[':
			depth++
			d.at++
		case '}', ']':
			depth--
			d.at++
		case ',', ':':
			d.at++
		case '"':
			d.quoted()
		default:
			d.scalar()
		}
		if depth <= 0 {
			return d.text[from:d.at]
		}
	}
}

// scalar passes a number, true, false or null.
func (d *document) scalar() {
	for ; d.at < len(d.text); d.at++ {
		switch d.text[d.at] {
		case ',', ':', '[', ']', '{', '}', '"', ' ', '\t', '\r', '\n':
			return
		}
	}
}
