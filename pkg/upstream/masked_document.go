package upstream

import "strings"

// shortInDocument is the fewest characters of a secret that are looked for in a document: a shorter one would be found in names.
const shortInDocument = 8

// maskedDocument is a JSON document without secrets. It is decoded into frames, so that only its strings are looked through, each on its own:
// a password of digits can stand within any count, and one that is a word can be a key, and with either replaced there would be no document
// left. A value that holds a secret is masked even where it is a name that happens to be the same: the two cannot be told apart, and what
// reaches a browser cannot be taken back.
func maskedDocument(text string, secrets *sought) string {
	var shown strings.Builder
	copied := 0
	for read := (document{text: text}); ; {
		quote := strings.IndexByte(text[read.at:], '"')
		if quote < 0 {
			break
		}
		read.at += quote
		from := read.at + 1
		spelled := read.quoted()
		places := secrets.inString(spelled)
		if places == nil || read.next() == ':' && isName(spelled) {
			continue
		}
		shown.WriteString(text[copied:from])
		shown.WriteString(hidden(spelled, places))
		copied = from + len(spelled)
	}
	if copied == 0 {
		return text
	}
	shown.WriteString(text[copied:])
	return shown.String()
}

// inString marks secrets in a JSON string. They are looked for in what it says: as it is spelled, the n of a \n can begin one.
func (s *sought) inString(spelled string) *marks {
	if strings.Contains(spelled, `\`) {
		return s.inEscapes(spelled, shortInDocument, deepest)
	}
	return s.in(spelled, shortInDocument, 0)
}

// isName tells whether a key is one as both services spell theirs.
func isName(key string) bool {
	for _, char := range []byte(key) {
		if (char < 'A' || char > 'Z') && (char < 'a' || char > 'z') && char != '_' {
			return false
		}
	}
	return key != ""
}
