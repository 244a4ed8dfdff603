package upstream

import (
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
		if shown := masked(text, spell([]string{secret})); strings.Contains(shown, "hunter") || strings.Contains(shown, "pass/") {
			t.Errorf("%s became %s", text, shown)
		}
	}
}

func TestAShortSecretIsMaskedInWords(t *testing.T) {
	for name, row := range map[string]struct{ text, secret, want string }{
		"short, in an error":           {`{"message":"no user me with livelive"}`, "live", `{"message":"no user me with [secret][secret]"}`},
		"very short, as a word":        {"no user a with ab, ba: (ab)", "ab", "no user a with [secret], ba: ([secret])"},
		"very short, within words":     {"about cabs", "ab", "about cabs"},
		"none":                         {"about", "", "about"},
		"characters, and not bytes":    {"\u00e9t\u00e9s", "\u00e9t\u00e9", "\u00e9t\u00e9s"},
		"one that another begins with": {"secret-secret", "secret", "[secret]-[secret]"},
	} {
		if got := masked(row.text, spell([]string{row.secret})); got != row.want {
			t.Errorf("%s: got %s, want %s", name, got, row.want)
		}
	}
	if got := masked("abcd-efgh", spell([]string{"abcd", "abcd-efgh"})); got != "[secret]" {
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
			_, _ = w.Write([]byte(said + "\n" + inJSON(said, true) + "\n"))
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
