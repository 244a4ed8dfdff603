package fields

// maxDepth is how deep encoding/json lets a document nest.
const maxDepth = 10_000

// IsDeep tells whether a text is a document that nests too deep for encoding/json: each object and list of it ends, and
// so does the text. Its depth is no fault, as a keep-list passes over what it does not keep.
func IsDeep(text string) bool {
	depth, deepest := 0, 0
	for at := 0; at < len(text); at++ {
		switch text[at] {
		case '{', '[':
			depth++
			deepest = max(deepest, depth)
		case '}', ']':
			depth--
		case '"':
			for at++; at < len(text) && text[at] != '"'; at++ {
				if text[at] == '\\' {
					at++
				}
			}
		}
	}
	return depth == 0 && deepest > maxDepth
}
