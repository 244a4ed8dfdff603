package fields

import "strings"

// scanner passes over JSON text and builds nothing of it. Text that is not JSON it reads to its end.
type scanner struct {
	text string
	// at is how far it has read.
	at int
}

// next passes blanks and returns the byte behind them, 0 at the end.
func (s *scanner) next() byte {
	for ; s.at < len(s.text); s.at++ {
		switch char := s.text[s.at]; char {
		case ' ', '\t', '\r', '\n':
		default:
			return char
		}
	}
	return 0
}

// takes passes a byte if it is the next one.
func (s *scanner) takes(char byte) {
	if s.next() == char {
		s.at++
	}
}

// quoted passes a string and returns how it is spelled between its quotes.
func (s *scanner) quoted() string {
	from := s.at + 1
	for at := from; at < len(s.text); at++ {
		switch s.text[at] {
		case '"':
			s.at = at + 1
			return s.text[from:at]
		case '\\':
			at++
		}
	}
	s.at = len(s.text)
	return s.text[min(from, s.at):]
}

// skip passes a value, however deep it nests.
func (s *scanner) skip() {
	for depth := 0; ; {
		switch s.next() {
		case 0:
			return
		case '{', '[':
			depth++
			s.at++
		case '}', ']':
			depth--
			s.at++
		case ',', ':':
			s.at++
		case '"':
			s.quoted()
		default:
			s.scalar()
		}
		if depth <= 0 {
			return
		}
	}
}

// scalar passes a number, true, false or null, and returns it.
func (s *scanner) scalar() string {
	from := s.at
	if end := strings.IndexAny(s.text[from:], ",:[]{}\" \t\r\n"); end >= 0 {
		s.at += end
	} else {
		s.at = len(s.text)
	}
	return s.text[from:s.at]
}

// numbers passes a list that holds neither strings nor lists nor objects, and returns it as it is spelled.
func (s *scanner) numbers() (list string, isFlat bool) {
	length := strings.IndexByte(s.text[s.at:], ']') + 1
	list = s.text[s.at : s.at+length]
	if length == 0 || strings.Contains(list, `"`) || strings.Contains(list, "{") || strings.LastIndexByte(list, '[') > 0 {
		return "", false
	}
	s.at += length
	return list, true
}
