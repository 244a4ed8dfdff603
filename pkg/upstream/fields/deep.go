package fields

// maxDepth is the deepest nesting that encoding/json accepts.
const maxDepth = 10_000

// IsDeep reports whether a text is a complete document that nests too deep for encoding/json: each of its objects and
// lists ends. Such a document is no error, because a keep-list skips the deep parts.
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
