package plugin

import (
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

func TestOtherResourcesAreRefused(t *testing.T) {
	plugin := serve(t, documents(t), `{}`)
	many := `{"requests":[` + strings.TrimSuffix(strings.Repeat(`{"route":"x"},`, maxRequests+1), ",") + `]}`
	for name, row := range map[string]struct {
		method, path, body string
		status             int
	}{
		"another path":        {"POST", "admin", "{}", 404},
		"a path that climbs":  {"POST", "fetch/../admin", "{}", 404},
		"the folder above":    {"POST", "../fetch", "{}", 404},
		"a double slash":      {"POST", "a//fetch", "{}", 404},
		"a NUL":               {"POST", "fetch\x00", "{}", 404},
		"an encoded slash":    {"POST", "fetch%2f", "{}", 404},
		"the root":            {"GET", "", "", 404},
		"GET":                 {"GET", "fetch", "", 405},
		"DELETE":              {"DELETE", "fetch", "{}", 405},
		"no body":             {"POST", "fetch", "", 400},
		"not JSON":            {"POST", "fetch", "<html>", 400},
		"params not of texts": {"POST", "fetch", `{"requests":[{"route":"session","params":{"session_id":5}}]}`, 400},
		"too many requests":   {"POST", "fetch", many, 400},
		"too large a body":    {"POST", "fetch", `{"requests":[],"x":"` + strings.Repeat("x", maxBodyBytes) + `"}`, 400},
	} {
		status, body := plugin.call(t, row.method, row.path, row.body)
		var refusal struct{ Message string }
		if err := json.Unmarshal([]byte(body), &refusal); err != nil || refusal.Message == "" || status != row.status {
			t.Errorf("%s: got %d %s, %v", name, status, body, err)
		}
	}
}

// outside makes requests that a viewer can send to Grafana, but that no query needs.
type outside struct{ *rand.Rand }

func (o outside) one(of ...string) string { return of[o.IntN(len(of))] }

// path returns any path except that of the one resource.
func (o outside) path() string {
	parts := make([]string, 1+o.IntN(5))
	for i := range parts {
		parts[i] = o.one("fetch", "..", ".", "%2e%2e", "%2f", "v2", "rooms", "api", "streams", "admin", "", "\x00", "fetch;x", "Fetch",
			"%66etch", "fetch%00", "..;", "//", "http://"+upstreamHost, "http:", "\\", "é", "fetch?x=1", "fetch#x", " fetch")
	}
	path := strings.Join(parts, o.one("/", "//", "\\", "/./", "/../"))
	if path == "fetch" || path == "/fetch" {
		path = "fetch/" + path
	}
	return path
}

// unlisted returns an unknown route, or a known one with parameters that it does not accept.
func (o outside) unlisted() (route string, params map[string]string) {
	switch o.IntN(4) {
	case 0:
		return o.viewers()
	case 1:
		return "substream", map[string]string{"app": o.one("", ".", "..", "live"), "streamKey": o.one("", ".", ".."), "substream": o.one("..", "native")}
	case 2:
		return "session", map[string]string{"session_id": o.one(".", "..", "")}
	}
	route = o.one("", "rooms", "events", "streams", "journal", "peerStats", "session", "peerStats/../rooms", "../peerStats", "PEERSTATS", "peerStats ",
		"/v2/rooms", "GET /v2/rooms", "http://"+upstreamHost+"/v2/rooms", "POST", "login", "logout", "authLogin", "__proto__", "constructor",
		"substream", "metadata", "live", "stormInfo")
	name := o.one("path", "url", "method", "host", "session_id ", "Session_ID", "headers")
	return route, map[string]string{name: o.one("..", upstreamHost, "DELETE", "/v2/rooms", "x"), "session_id": o.one("", ".", "..", "s")}
}

// viewers returns a request that tries to reach Storm's list of viewers through a substream or another route below a
// stream.
func (o outside) viewers() (route string, params map[string]string) {
	word := o.one("viewers", "Viewers", "VIEWERS", " viewers", "viewers/", "/viewers", "viewers;a=b", "viewers.json", "viewers\x00", "viewers?page=1",
		"viewers#", "x/viewers", "\\viewers")
	params = map[string]string{"app": o.one("live", "a/b", "é"), "streamKey": o.one("studio", "a b", "viewers"), "substream": word}
	if o.IntN(2) == 0 {
		params["page"], params["rowsPerPage"] = "1", "20"
		return "journal", params
	}
	return o.one("substream", "metadata", "live"), params
}

func TestNothingOutsideTheAllowListReachesAnUpstream(t *testing.T) {
	upstream := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("%s %s reached the upstream", r.Method, r.RequestURI)
	})
	generated := outside{rand.New(rand.NewPCG(1, 2))}
	for _, jsonData := range []string{`{}`, `{"service":"storm","username":"viewer"}`} {
		plugin := newInstance(t, settingsOf(jsonData), upstream, hourAfterCall)
		for range 5_000 {
			route, params := generated.unlisted()
			body, err := json.Marshal(map[string]any{"requests": []any{map[string]any{
				"route": route, "params": params, "method": "DELETE", "path": "/v2/rooms", "url": "http://" + upstreamHost,
			}}})
			if err != nil {
				t.Fatal(err)
			}
			request := &backend.CallResourceRequest{
				Method: http.MethodPost, Path: "fetch", URL: "fetch" + generated.one("", "?path=/v2/rooms", "?url=http://"+upstreamHost), Body: body,
			}
			if status, answer := callResource(t, plugin.ctx, plugin, request); status != http.StatusOK || !strings.Contains(answer, `"fault":"query"`) {
				t.Errorf("%s: got %d %s", body, status, answer)
			}
			method := generated.one("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "CONNECT", "TRACE", "get", "")
			path := generated.path()
			if status, _ := plugin.call(t, method, path, `{"requests":[{"route":"session","params":{"session_id":"s"}}]}`); status != http.StatusNotFound {
				t.Errorf("%s %q: got %d", method, path, status)
			}
		}
	}
}
