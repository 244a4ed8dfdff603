package upstream

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

func TestASecretIsMaskedAsJSONSpellsIt(t *testing.T) {
	const secret = `hunter&2"pass/"`
	for _, text := range []string{
		secret, `{"password":"hunter\u00262\"pass/\""}`, `{"password":"hunter&2\"pass/\""}`, `{"password":"hunter&2\"pass\/\""}`,
	} {
		if shown := masked(text, seek([]string{secret})); strings.Contains(shown, "hunter") || strings.Contains(shown, "pass/") {
			t.Errorf("%s became %s", text, shown)
		}
	}
}

// Each language has its own habits in JSON: Gson escapes = and ', PHP all that is not ASCII and every slash, in hex of either case.
func TestASecretIsMaskedHoweverAWriterEscapesIt(t *testing.T) {
	const secret = "Zo\u00eb's=\U0001f600/key=="
	for writer, spelled := range map[string]string{
		"Gson":                `Zoë\u0027s\u003d😀/key\u003d\u003d`,
		"PHP":                 `Zo\u00eb's=\ud83d\ude00\/key==`,
		"upper case":          `Zo\u00EB\u0027s\u003D\uD83D\uDE00\u002Fkey\u003D\u003D`,
		"each character":      `\u005a\u006f\u00eb\u0027\u0073\u003d\ud83d\ude00\u002f\u006b\u0065\u0079\u003d\u003d`,
		"a document in one":   `Zo\\u00eb\\u0027s\\u003d\\ud83d\\ude00\\/key==`,
		"an escaped backlash": `Zo\u005cu00eb's=\\ud83d\u005Cude00\u005c/key==`,
	} {
		for document, want := range map[string]string{
			`{"message":"bad key ` + spelled + `, \u00fcber \"x\""}`: `{"message":"bad key [secret], \u00fcber \"x\""}`,
			// Cut short it is no document, and is shown as it is.
			`{"message":"bad key ` + spelled: `{"message":"bad key [secret]`,
		} {
			for _, status := range []int{http.StatusOK, http.StatusUnauthorized, http.StatusInternalServerError} {
				client := &Client{secrets: []string{secret}, auth: constant{}}
				got := client.clean(protocol.Answer{Status: status, Text: document}, nil).Text
				if got != want {
					t.Errorf("%s, %d: got %s, want %s", writer, status, got, want)
				}
			}
		}
	}
}

func TestWhatHoldsNoSecretStaysAsItIs(t *testing.T) {
	for _, text := range []string{`{"name":"Zo\u00EB \ud83d\uDE00 \ud83d \/ \\u003d","x":"\\\\\""}`, `\x \u12 \`, `\\\\`, `\u00`, `\ud83d\u0041`} {
		for _, status := range []int{http.StatusOK, http.StatusBadRequest} {
			client := &Client{secrets: []string{"canary=="}, auth: constant{}}
			if got := client.clean(protocol.Answer{Status: status, Text: text}, nil).Text; got != text {
				t.Errorf("%d: %s became %s", status, text, got)
			}
		}
	}
}

// quotedText is a text as Go's own JSON has it.
func quotedText(text string) string {
	quoted, _ := json.Marshal(text)
	return string(quoted)
}

func TestSecretsThatOverlapAreMaskedWhole(t *testing.T) {
	if got := masked(`x abcdefgh y ab\u0063defgh`, seek([]string{"abcdef", "cdefgh"})); got != `x [secret] y [secret]` {
		t.Errorf("got %s", got)
	}
}

func TestAShortSecretIsMaskedInWords(t *testing.T) {
	for name, row := range map[string]struct{ text, secret, want string }{
		"short, in an error":           {`{"message":"no user me with livelive"}`, "live", `{"message":"no user me with [secret]"}`},
		"very short, as a word":        {"no user a with ab, ba: (ab)", "ab", "no user a with [secret], ba: ([secret])"},
		"very short, within words":     {"about cabs", "ab", "about cabs"},
		"none":                         {"about", "", "about"},
		"characters, and not bytes":    {"\u00e9t\u00e9s", "\u00e9t\u00e9", "\u00e9t\u00e9s"},
		"one that another begins with": {"secret-secret", "secret", "[secret]-[secret]"},
	} {
		if got := masked(row.text, seek([]string{row.secret})); got != row.want {
			t.Errorf("%s: got %s, want %s", name, got, row.want)
		}
	}
	if got := masked("abcd-efgh", seek([]string{"abcd", "abcd-efgh"})); got != "[secret]" {
		t.Errorf("got %s: a secret was masked within a longer one", got)
	}
}

// What the SDK sends for Grafana's own settings is a secret as much as ours: custom headers, basic auth, TLS keys.
func TestEachSecretOfTheSettingsIsMasked(t *testing.T) {
	secrets := map[string]string{
		"managementToken": "the-token", "basicAuthPassword": "pw-1", "httpHeaderValue1": "Bearer x-1", "httpHeaderValue2": "x/<2>\"",
		"tlsClientKey": "-----BEGIN KEY-----\nabc=\n-----END KEY-----\n",
	}
	settings := instance("", `{"httpHeaderName1":"X-One","httpHeaderName2":"X-Two"}`, secrets)
	settings.BasicAuthEnabled, settings.BasicAuthUser = true, "user"
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		for _, values := range r.Header {
			_, _ = w.Write([]byte(strings.Join(values, " ") + "\n"))
		}
		for _, said := range append(slices.Collect(maps.Values(secrets)), "x-1", "user:pw-1", "dXNlcjpwdy0x") {
			_, _ = w.Write([]byte(said + "\n" + quotedText(said) + "\n"))
		}
	})
	settings.URL = server.URL
	client := New(t.Context(), settings, time.Now)
	defer client.Close()
	answer := client.Fetch(t.Context(), protocol.Request{Route: "session", Params: map[string]string{"session_id": "s"}})
	for _, part := range []string{"the-token", "pw-1", "x-1", "x/", "<2>", "abc=", "dXNlcjpwdy0x"} {
		if strings.Contains(answer.Text, part) {
			t.Errorf("%s is in %s", part, answer.Text)
		}
	}
	if answer.Status != http.StatusBadRequest || !strings.Contains(answer.Text, "user:[secret]") {
		t.Errorf("answered %d: %s", answer.Status, answer.Text)
	}
}
