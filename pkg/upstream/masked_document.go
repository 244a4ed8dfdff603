package upstream

import (
	"regexp"
	"strings"
)

// shortInDocument is the fewest characters of a secret that are looked for in a document: a shorter one would be found in names.
const shortInDocument = 8

var (
	// quoted is a string of a JSON document, with the colon behind it where it is a key.
	quoted = regexp.MustCompile(`("(?:[^"\\]|\\.)*")(\s*:)?`)
	// word is a key as both services spell theirs.
	word = regexp.MustCompile(`^"[A-Za-z_]+"$`)
)

// maskedDocument is a JSON document without secrets. It is decoded into frames, so that only its strings are looked through, each on its own:
// a password of digits can stand within any count, and one that is a word can be a key, and with either replaced there would be no document
// left. A value that holds a secret is masked even where it is a name that happens to be the same: the two cannot be told apart, and what
// reaches a browser cannot be taken back.
func maskedDocument(document string, secrets *sought) string {
	if len(secrets.in(document, shortInDocument, deepest)) == 0 {
		return document
	}
	return quoted.ReplaceAllStringFunc(document, func(found string) string {
		parts := quoted.FindStringSubmatch(found)
		if parts[2] != "" && word.MatchString(parts[1]) {
			return found
		}
		return maskedString(parts[1], secrets) + parts[2]
	})
}

// maskedString is a JSON string without secrets. They are looked for in what it says: as it is spelled, the n of a \n can begin one.
func maskedString(quoted string, secrets *sought) string {
	spelled := quoted[1 : len(quoted)-1]
	if strings.Contains(spelled, `\`) {
		return `"` + hidden(spelled, secrets.inEscapes(spelled, shortInDocument, deepest)) + `"`
	}
	return `"` + hidden(spelled, secrets.in(spelled, shortInDocument, 0)) + `"`
}
