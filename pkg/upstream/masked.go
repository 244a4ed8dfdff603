package upstream

import (
	"bytes"
	"encoding/json"
	"strings"
)

// masked is a text without a secret, as it is and as JSON spells it, which is how a login sends it.
func masked(text, secret string) string {
	if secret == "" {
		return text
	}
	for _, spelling := range []string{secret, spelled(secret, false), spelled(secret, true)} {
		text = strings.ReplaceAll(text, spelling, "[secret]")
	}
	return text
}

// spelled is a text between the quotes of a JSON document.
func spelled(text string, escapesHTML bool) string {
	var document bytes.Buffer
	encoder := json.NewEncoder(&document)
	encoder.SetEscapeHTML(escapesHTML)
	if err := encoder.Encode(text); err != nil {
		return text
	}
	return strings.Trim(strings.TrimSpace(document.String()), `"`)
}
