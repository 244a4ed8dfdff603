package middleware

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/settings"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/redact"
)

const token = "eyJhbGciOiJIUzI1NiJ9.eyJhY2Nlc3Nfa2V5IjoiYSIsInR5cGUiOiJtYW5hZ2VtZW50In0.c2lnbmF0dXJl"

// reduced returns the reduced answer of an upstream to a request with a token.
func reduced(t *testing.T, route string, answer protocol.Answer) Response {
	t.Helper()
	request := requestOf(t, route)
	request.Headers = map[string]string{settings.Authorization: settings.Bearer + token}
	handler := Reduce([]string{"", "the-password", "live"})(func(context.Context, *Request) Response { return Response{Answer: answer} })
	return handler(t.Context(), request)
}

func TestReduceKeepsTheFieldsThatTheCoreReads(t *testing.T) {
	for name, row := range map[string]struct {
		route, body, want string
		isDocument        bool
	}{
		"the fields of the route":    {"rooms", `{"data":[{"id":"1","name":"a","customer_id":"x"}],"last":"n"}`, `{"data":[{"id":"1","name":"a"}],"last":"n"}`, true},
		"a byte order mark":          {"rooms", "\ufeff" + `{"last":"n","x":1}`, "\ufeff" + `{"last":"n"}`, true},
		"bytes that are not text":    {"rooms", "{\"last\":\"a\xff\"}", "{\"last\":\"a\ufffd\"}", true},
		"a secret in a field":        {"rooms", `{"last":"the-pass\u0077ord"}`, `{"last":"[secret]"}`, true},
		"the token that was sent":    {"rooms", `{"last":"Bearer ` + token + `"}`, `{"last":"Bearer [secret]"}`, true},
		"a short secret in a field":  {"substream", `{"data":{"application":"live"}}`, `{"data":{"application":"live"}}`, true},
		"a peer by its ID":           {"session", `{"peers":{"p":{"name":"A","metadata":"x"}}}`, `{"peers":{"p":{"name":"A"}}}`, true},
		"addresses in what is shown": {"events", `{"events":[{"data":{"error_message":"at 203.0.113.9:443","error_description":"x"}}]}`, `{"events":[{"data":{"error_message":"at (address)"}}]}`, true},
		"addresses in a journal":     {"journal", `{"data":{"list":[{"message":"from [2001:db8::1]:1935"}]}}`, `{"data":{"list":[{"message":"from (address)"}]}}`, true},
		"a name like an address":     {"rooms", `{"data":[{"name":"10.0.0.1"}]}`, `{"data":[{"name":"10.0.0.1"}]}`, true},
		"half a document":            {"events", `{"limit":10,"x":"y","events":[{"id":"1","data":{"error_description":"198.51.1`, `{"limit":10,"events":[{"id":"1","data":{}}]}…`, false},
		"a document and more":        {"rooms", `{"last":"n"}x`, `{"last":"n"}…`, false},
		"a page":                     {"rooms", "<p>\nlive from 203.0.113.9</p>", "<p> [secret] from (address)</p>", false},
		"a page about viewers":       {"viewers", "Ann at 203.0.113.9", "…", false},
		"half a list of viewers":     {"viewers", `{"data":{"list":[{"harnessType":"A","remoteAddress":"203.0`, "…", false},
		"an unknown list of viewers": {"viewers", `{"data":{"list":{"Ann":{"remoteAddress":"203.0.113.9"}}}}`, `{"data":{"list":{}}}`, true},
		"a name of a viewer":         {"viewers", `"Ann"`, `""`, true},
		"nothing":                    {"rooms", "", "", true},
		"blanks":                     {"rooms", " \n", "", true},
		"numbers that are none":      {"rooms", `{"data":[{"id":NaN,"x":-Infinity}]}`, `{"data":[{"id":NaN}]}`, true},
		"half of such a document":    {"rooms", `{"data":[{"id":NaN`, `{"data":[{"id":NaN}]}…`, false},
		"a long page":                {"rooms", strings.Repeat("é", 3_000), strings.Repeat("é", 1_999) + "…", false},
	} {
		got := reduced(t, row.route, protocol.Answer{Status: http.StatusOK, Text: row.body})
		if got.Text != row.want || got.IsDocument != row.isDocument {
			t.Errorf("%s: got %s, %v, want %s", name, got.Text, got.IsDocument, row.want)
		}
	}
}

func TestReduceKeepsTheFieldsOfAnError(t *testing.T) {
	for name, row := range map[string]struct{ body, want string }{
		"message and details": {`{"code":403,"message":"no live","details":["live",{"url":"x"}],"trace":"x"}`, `{"code":403,"message":"no [secret]","details":["[secret]",{}]}`},
		"addresses":           {`{"message":"no route to 203.0.113.9"}`, `{"message":"no route to (address)"}`},
		"another service's":   {`{"error":"unauthorized","request":{"url":"x"}}`, `{"error":"unauthorized"}`},
		"a page":              {"bad the-password ok", "bad [secret] ok"},
		"nothing":             {"", ""},
	} {
		if got := reduced(t, "rooms", protocol.Answer{Status: http.StatusForbidden, Text: row.body}); got.Text != row.want {
			t.Errorf("%s: got %s, want %s", name, got.Text, row.want)
		}
	}
}

func TestReduceRedactsTheTextsBesidesTheBody(t *testing.T) {
	said := "x the-password\n" + token
	got := reduced(t, "rooms", protocol.Answer{Fault: protocol.DNS, Detail: said, ContentType: said, RetryAfter: said, Location: said})
	for _, text := range []string{got.Detail, got.ContentType, got.RetryAfter, got.Location} {
		if text != "x [secret] [secret]" {
			t.Errorf("got %s", text)
		}
	}
}

// The answer to a login has a token, which is read here and not passed on.
func TestReducePassesASuccessfulLogin(t *testing.T) {
	const body = `{"data":{"accessToken":"the-password"}}`
	handler := Reduce([]string{"the-password"})(func(context.Context, *Request) Response {
		return Response{Answer: protocol.Answer{Status: http.StatusOK, Text: body}}
	})
	if got := handler(t.Context(), &Request{Method: http.MethodPost}); got.Text != body {
		t.Errorf("got %s", got.Text)
	}
}

// Memory is linear in the size of any body. The test measures no time: a quadratic algorithm would exceed the timeout
// of go test for a megabyte.
func TestReduceNeedsAFewTimesTheSizeOfABody(t *testing.T) {
	const size, times = 1 << 16, 24
	fill := func(unit string) string { return strings.Repeat(unit, size/len(unit)) }
	for name, body := range map[string]string{
		"backslashes":               fill(`\`),
		"the beginning of a secret": fill(token[:len(token)-1]),
		"secrets":                   fill("the-password "),
		"short secrets":             `{"message":"` + fill("live ") + `"}`,
		"escaped secrets":           `{"message":"` + fill(`\u0074he-password `) + `"}`,
		"texts with secrets":        `{"events":[` + fill(`{"id":"the-password"},`) + `{}]}`,
		"nested":                    strings.Repeat("[", 9_000) + fill("1,") + "1" + strings.Repeat("]", 9_000),
		"nested too deep":           fill("["),
		"nested deep":               strings.Repeat("[", size/2) + strings.Repeat("]", size/2),
		"a text of addresses":       `{"events":[{"data":{"error_message":"` + fill("1.1.1.1 ") + `"}}]}`,
		"a text like an address":    `{"events":[{"data":{"error_message":"` + fill("a:") + `"}}]}`,
		"addresses in a page":       fill("1:1:1:"),
	} {
		for _, code := range []int{http.StatusOK, http.StatusBadRequest} {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			got := reduced(t, "events", protocol.Answer{Status: code, Text: body})
			runtime.ReadMemStats(&after)
			if room := after.TotalAlloc - before.TotalAlloc; room > times*size || got.IsDocument != (json.Valid([]byte(body)) || name == "nested deep") {
				t.Errorf("%s, %d: %d KB for %d KB", name, code, room>>10, size>>10)
			}
		}
	}
}

// No escapes in a document keep a secret in a field from being redacted.
func FuzzReduce(f *testing.F) {
	const secret = "k3y==/t0p!"
	f.Add("", "", uint64(0))
	f.Add("bad key ", " \\u12\xff", uint64(0x5a5a5))
	f.Add(`"\ud83d\`, "\u00e9", uint64(0xfffff))
	f.Fuzz(func(t *testing.T, before, after string, how uint64) {
		spelled := ""
		for _, char := range secret {
			// Two bits for each character select whether it is escaped, and the case of its hex digits.
			spelled += fmt.Sprintf([]string{"%c", `\u%04x`, `\u%04X`, "%c"}[how&3], char)
			how >>= 2
		}
		quoted := func(text string) string {
			written, _ := json.Marshal(text)
			return string(written[1 : len(written)-1])
		}
		body := `{"last":"` + quoted(before) + spelled + quoted(after) + `"}`
		text, isDocument := reduce(body, requestOf(t, "rooms").Route.Fields, true, redact.New(secret))
		var read struct{ Last string }
		if err := json.Unmarshal([]byte(text), &read); err != nil || !isDocument || strings.Contains(read.Last, secret) {
			t.Fatalf("%s became %s: %v", body, text, err)
		}
	})
}
