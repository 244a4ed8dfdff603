package upstream

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// shortInWords is the fewest characters of a secret that are looked for anywhere in an error; a shorter one only where it stands as a word.
const shortInWords = 4

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
// instance, and those that were sent, which can be older.
func (c *Client) clean(answer protocol.Answer, sent map[string]string) protocol.Answer {
	secrets := c.spelled(slices.Concat(c.secrets, c.auth.secrets(), secretsOf(sent)))
	for _, text := range []*string{&answer.Words, &answer.ContentType, &answer.RetryAfter} {
		*text = strings.ToValidUTF8(masked(*text, secrets), "\ufffd")
	}
	text := masked(answer.Text, secrets)
	// Whether it is a document is asked only where a secret was found.
	if text != answer.Text && answer.Status == http.StatusOK && json.Valid([]byte(strings.TrimPrefix(answer.Text, "\ufeff"))) {
		text = maskedDocument(answer.Text, secrets)
	}
	answer.Text = strings.ToValidUTF8(text, "\ufffd")
	return answer
}

// masked is a text without secrets, as they are and as JSON spells them.
func masked(text string, secrets *spelled) string { return without(text, secrets, 1) }

// without is a text without the secrets of at least so many characters.
func without(text string, secrets *spelled, least int) string {
	for _, secret := range secrets.words {
		if secret.length < least {
			continue
		}
		for _, spelling := range secret.spellings {
			text = replaced(text, spelling, secret.length < shortInWords)
		}
	}
	return text
}

const mask = "[secret]"

// replaced is a text with a mask for each place where a secret stands, or only for those where it is a word.
func replaced(text, secret string, asWord bool) string {
	if !asWord {
		return strings.ReplaceAll(text, secret, mask)
	}
	var shown strings.Builder
	for from := 0; ; {
		at := strings.Index(text[from:], secret)
		if at < 0 {
			return shown.String() + text[from:]
		}
		begins, ends := from+at, from+at+len(secret)
		before, _ := utf8.DecodeLastRuneInString(text[:begins])
		after, _ := utf8.DecodeRuneInString(text[ends:])
		shown.WriteString(text[from:begins])
		if isInWord(before) || isInWord(after) {
			shown.WriteString(secret)
		} else {
			shown.WriteString(mask)
		}
		from = ends
	}
}

func isInWord(char rune) bool { return unicode.IsLetter(char) || unicode.IsDigit(char) }
