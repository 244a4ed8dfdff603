package redact

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"testing"
)

func TestASecretIsRedactedInEachSpelling(t *testing.T) {
	const secret = `hunter&2"pass/é+`
	html, err := json.Marshal(secret)
	if err != nil {
		t.Fatal(err)
	}
	for spelling, text := range map[string]string{
		"raw":                       secret,
		"JSON of Go":                string(html[1 : len(html)-1]),
		"JSON":                      `hunter&2\"pass/é+`,
		"JSON with escaped slashes": `hunter&2\"pass\/é+`,
		"a query":                   url.QueryEscape(secret),
		"a path":                    url.PathEscape(secret),
		"base64":                    base64.RawStdEncoding.EncodeToString([]byte(secret)),
		"base64 of URLs":            base64.RawURLEncoding.EncodeToString([]byte(secret)),
	} {
		if got := New("", secret).Error("bad key " + text + ", sorry"); got != "bad key [secret], sorry" {
			t.Errorf("%s: got %s", spelling, got)
		}
	}
}

func TestShortSecretIsNotRedactedWithinWords(t *testing.T) {
	redactor := New("ab", "live", "live-key-1")
	for _, row := range []struct{ of, got, want string }{
		{"an error", redactor.Error("about live streams"), "about [secret] streams"},
		{"a value", redactor.Value("live"), "live"},
		{"a value with a longer secret", redactor.Value("live-key-1"), "[secret]"},
		{"an error with the longer one", redactor.Error("key live-key-1"), "key [secret]"},
	} {
		if row.got != row.want {
			t.Errorf("%s: got %s, want %s", row.of, row.got, row.want)
		}
	}
}
