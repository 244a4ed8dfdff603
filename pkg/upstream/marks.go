package upstream

import (
	"iter"
	"math/bits"
)

// marks are the bytes of a text that belong to a secret, a bit each: a body can hold millions of secrets, and a list of them would take many
// times its room. None are marked in nil.
type marks struct {
	words []uint64
}

// span is a part of a text, in bytes.
type span struct {
	from, to int
}

func newMarks(length int) *marks {
	return &marks{words: make([]uint64, (length+63)/64)}
}

func (m *marks) add(place span) {
	for at := place.from; at < place.to; at++ {
		m.words[at/64] |= 1 << (at % 64)
	}
}

// with gives the marks of two for the same text as one.
func (m *marks) with(others *marks) *marks {
	if m == nil {
		return others
	}
	if others != nil {
		for i, word := range others.words {
			m.words[i] |= word
		}
	}
	return m
}

// runs are the marked parts between two places, in order. Parts that touch are one.
func (m *marks) runs(from, to int) iter.Seq[span] {
	return func(yield func(span) bool) {
		for begins := m.next(from, to, true); begins < to; {
			ends := m.next(begins, to, false)
			if !yield(span{begins, ends}) {
				return
			}
			begins = m.next(ends, to, true)
		}
	}
}

// next gives the first place between two that is marked, or not; the second where none is. It looks no further than that.
func (m *marks) next(from, to int, isMarked bool) int {
	for from < to {
		word := m.words[from/64]
		if !isMarked {
			word = ^word
		}
		if rest := word >> (from % 64); rest != 0 {
			return min(from+bits.TrailingZeros64(rest), to)
		}
		from = (from/64 + 1) * 64
	}
	return to
}
