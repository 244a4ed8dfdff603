package plugin

import (
	"encoding/json"
	"fmt"
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
		"another case":        {"POST", "Fetch", "{}", 404},
		"a URL":               {"POST", "http://" + upstreamHost, "{}", 404},
		"a query string":      {"POST", "fetch?x=1", "{}", 404},
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

// A viewer can send anything to a resource. pkg/upstream/routes tests what Find refuses.
func TestNothingOutsideTheAllowListReachesAnUpstream(t *testing.T) {
	upstream := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("%s %s reached the upstream", r.Method, r.RequestURI)
	})
	plugin := newInstance(t, settingsOf(`{"service":"storm","username":"viewer"}`), upstream, hourAfterCall)
	for _, request := range []string{
		`"route":"/v2/rooms"`, `"route":"login"`, `"route":"__proto__"`, `"route":"session","params":{"session_id":"s"}`,
		`"route":"substream","params":{"app":"live","streamKey":"studio","substream":"viewers"}`,
		`"route":"live","params":{"app":"live","streamKey":"studio","substream":"Viewers;a=b"}`,
	} {
		body := fmt.Sprintf(`{"requests":[{%s,"method":"DELETE","path":"/v2/rooms","url":"http://%s"}]}`, request, upstreamHost)
		for _, url := range []string{"fetch", "fetch?path=/v2/rooms", "fetch?url=http://" + upstreamHost} {
			request := &backend.CallResourceRequest{Method: http.MethodPost, Path: "fetch", URL: url, Body: []byte(body)}
			if status, answer := callResource(t, plugin.ctx, plugin, request); status != http.StatusOK || !strings.Contains(answer, `"fault":"query"`) {
				t.Errorf("%s: got %d %s", body, status, answer)
			}
		}
	}
}
