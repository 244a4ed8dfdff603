package upstream

import "strings"

// withoutAddresses is a text without the network addresses in it, as the core knows them in words: see withoutAddresses in
// src/core/hundredms/events/event.ts, whose regular expression takes seconds for 16 MB in Go.
func withoutAddresses(text string) string {
	var shown strings.Builder
	copied := 0
	for at := 0; at < len(text); at++ {
		end := addressAt(text, at)
		if end == 0 {
			continue
		}
		if copied == 0 {
			shown.Grow(len(text))
		}
		shown.WriteString(text[copied:at])
		shown.WriteString("(address)")
		copied, at = end, end-1
	}
	if copied == 0 {
		return text
	}
	shown.WriteString(text[copied:])
	return shown.String()
}

// addressAt gives the end of the address that begins at a place, 0 where none does.
func addressAt(text string, at int) int {
	if isDigit(text, at) && isEdge(text, at) {
		if end := ipv4At(text, at); end > 0 {
			return end
		}
	}
	return ipv6At(text, at)
}

// ipv4At reads four numbers of up to three digits with dots between, and a port.
func ipv4At(text string, at int) int {
	for part := range 4 {
		if part > 0 {
			if at >= len(text) || text[at] != '.' {
				return 0
			}
			at++
		}
		end := pass(text, at, 3, isDigit)
		if end == at {
			return 0
		}
		at = end
	}
	if end := portAt(text, at); isEdge(text, end) {
		return end
	}
	if isEdge(text, at) {
		return at
	}
	return 0
}

// mostParts is how many parts an IPv6 address has behind its first colon.
const mostParts = 7

// ipv6At reads four to eight parts of up to four hex digits with colons between, in brackets or not, and a port.
func ipv6At(text string, at int) int {
	if at < len(text) && text[at] == '[' {
		at++
	}
	if !isEdge(text, at) {
		return 0
	}
	// ends are where each part ends, as long as it can be.
	var ends [mostParts + 1]int
	ends[0] = pass(text, at, 4, isHex)
	parts := 0
	for parts < mostParts && ends[parts] < len(text) && text[ends[parts]] == ':' {
		ends[parts+1] = pass(text, ends[parts]+1, 4, isHex)
		parts++
	}
	for ; parts >= 3; parts-- {
		for end := ends[parts]; end > ends[parts-1]; end-- {
			if !isEdge(text, end) {
				continue
			}
			if end < len(text) && text[end] == ']' {
				end++
			}
			return portAt(text, end)
		}
	}
	return 0
}

// portAt passes a colon with digits behind it.
func portAt(text string, at int) int {
	if at < len(text) && text[at] == ':' {
		if end := pass(text, at+1, len(text), isDigit); end > at+1 {
			return end
		}
	}
	return at
}

// pass passes up to so many characters of a kind.
func pass(text string, at, most int, isOf func(text string, at int) bool) int {
	for ; most > 0 && isOf(text, at); most-- {
		at++
	}
	return at
}

func isDigit(text string, at int) bool {
	return at < len(text) && text[at] >= '0' && text[at] <= '9'
}

func isHex(text string, at int) bool {
	return isDigit(text, at) || at < len(text) && text[at]|0x20 >= 'a' && text[at]|0x20 <= 'f'
}

// isEdge tells whether a word begins or ends at a place.
func isEdge(text string, at int) bool {
	return isOfWord(text, at-1) != isOfWord(text, at)
}

func isOfWord(text string, at int) bool {
	return at >= 0 && (isDigit(text, at) || at < len(text) && (text[at] == '_' || text[at]|0x20 >= 'a' && text[at]|0x20 <= 'z'))
}
