package upstream

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// secretsIn lists the secrets of an instance's settings: those that this package sends, and those that the SDK does, such as custom
// headers and basic auth.
func secretsIn(settings backend.DataSourceInstanceSettings) []string {
	given := settings.DecryptedSecureJSONData
	secrets := []string{basic(settings.BasicAuthUser, given["basicAuthPassword"]), basic(settings.User, given["password"])}
	for name, secret := range given {
		trimmed := strings.TrimSpace(secret)
		secrets = append(secrets, secret, trimmed)
		if _, token, hasScheme := strings.Cut(trimmed, " "); hasScheme && strings.HasPrefix(name, "httpHeaderValue") {
			secrets = append(secrets, token)
		}
	}
	return secrets
}

// basic is a user and password as basic auth sends them.
func basic(user, password string) string {
	return base64.StdEncoding.EncodeToString([]byte(user + ":" + password))
}

// secretsOf gives the values of headers without the scheme before them.
func secretsOf(headers map[string]string) []string {
	var secrets []string
	for _, value := range headers {
		secrets = append(secrets, strings.TrimPrefix(value, bearer))
	}
	return secrets
}

// clean makes all of an answer valid UTF-8 and takes our own secrets out, which an upstream may repeat in its error: those of the
// instance, and those that were sent, which can be older. What is said of it beside its text becomes short enough to be shown, once no half
// of a secret can be left.
func (c *Client) clean(answer protocol.Answer, sent map[string]string) protocol.Answer {
	secrets := c.sought(slices.Concat(c.secrets, c.auth.secrets(), secretsOf(sent)))
	for _, text := range []*string{&answer.Words, &answer.ContentType, &answer.RetryAfter} {
		*text = protocol.Bounded(masked(*text, secrets))
	}
	if found := secrets.in(answer.Text, 1, deepest); found != nil {
		// Whether it is a document is asked only where a secret was found.
		if answer.Status == http.StatusOK && json.Valid([]byte(strings.TrimPrefix(answer.Text, "\ufeff"))) {
			answer.Text = maskedDocument(answer.Text, secrets)
		} else {
			answer.Text = hidden(answer.Text, found)
		}
	}
	answer.Text = strings.ToValidUTF8(answer.Text, "\ufffd")
	return answer
}

// deepest is how often the escapes of a text are read: those of a document, of one that stands in it as a text, and of one in that.
const deepest = 3

// masked is a text without secrets, as they are and however JSON spells them.
func masked(text string, secrets *sought) string {
	return hidden(text, secrets.in(text, 1, deepest))
}

const shownInstead = "[secret]"

// hidden is a text with a mask in each place that is marked.
func hidden(text string, places *marks) string {
	if places == nil {
		return text
	}
	length := len(text)
	for place := range places.runs(0, len(text)) {
		length += len(shownInstead) - (place.to - place.from)
	}
	var shown strings.Builder
	shown.Grow(length)
	from := 0
	for place := range places.runs(0, len(text)) {
		shown.WriteString(text[from:place.from])
		shown.WriteString(shownInstead)
		from = place.to
	}
	shown.WriteString(text[from:])
	return shown.String()
}
