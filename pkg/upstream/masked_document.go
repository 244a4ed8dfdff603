package upstream

import (
	"encoding/json"
	"regexp"
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
func maskedDocument(document string, secrets *spelled) string {
	if without(document, secrets, shortInDocument) == document {
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

// maskedString is a JSON string without secrets; as it is spelled where it holds none.
func maskedString(spelled string, secrets *spelled) string {
	var text string
	if err := json.Unmarshal([]byte(spelled), &text); err != nil {
		return spelled
	}
	shown := without(text, secrets, shortInDocument)
	if shown == text {
		return spelled
	}
	return `"` + inJSON(shown, false) + `"`
}
