package plugin

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// outside makes requests that a viewer can send to Grafana and that no query needs.
type outside struct {
	random *rand.Rand
	server string
}

func (o outside) one(of ...string) string { return of[o.random.IntN(len(of))] }

// path is anything but the one resource that there is.
func (o outside) path() string {
	parts := make([]string, 1+o.random.IntN(5))
	for i := range parts {
		parts[i] = o.one("fetch", "..", ".", "%2e%2e", "%2f", "v2", "rooms", "api", "streams", "admin", "", "\x00", "fetch;x", "Fetch",
			"%66etch", "fetch%00", "..;", "//", o.server, "http:", "\\", "é", "fetch?x=1", "fetch#x", " fetch")
	}
	path := strings.Join(parts, o.one("/", "//", "\\", "/./", "/../"))
	if path == "fetch" || path == "/fetch" {
		path = "fetch/" + path
	}
	return path
}

// body asks for a route that there is not, or for a listed one with something that it does not take.
func (o outside) body() string {
	if o.random.IntN(4) == 0 {
		return o.viewers()
	}
	route := o.one("", "rooms", "events", "streams", "journal", "peerStats/../rooms", "../peerStats", "PEERSTATS", "peerStats ", "/v2/rooms", "GET /v2/rooms", o.server+"/v2/rooms",
		"POST", "login", "logout", "authLogin", "__proto__", "constructor", "substream", "metadata", "live", "stormInfo")
	params := map[string]string{o.one("path", "url", "method", "host", "session_id ", "Session_ID", "headers"): o.one("..", o.server, "DELETE", "/v2/rooms", "x")}
	if o.random.IntN(4) == 0 {
		route = "substream"
		params = map[string]string{"app": o.one("", ".", "..", "live"), "streamKey": o.one("", ".", ".."), "substream": o.one("..", "native")}
	} else if o.random.IntN(2) == 0 {
		route = o.one("peerStats", "session")
		params["session_id"] = o.one("", ".", "..", "s")
		if o.random.IntN(2) == 0 {
			params = map[string]string{"session_id": o.one(".", "..", "")}
			route = "session"
		}
	}
	return o.asking(route, params)
}

// viewers asks for Storm's list of viewers in the place of a substream, or of something behind a stream.
func (o outside) viewers() string {
	word := o.one("viewers", "Viewers", "VIEWERS", " viewers", "viewers/", "/viewers", "viewers;a=b", "viewers.json", "viewers\x00", "viewers?page=1", "viewers#", "x/viewers", "\\viewers")
	params := map[string]string{"app": o.one("live", "a/b", "é"), "streamKey": o.one("studio", "a b", "viewers"), "substream": word}
	if o.random.IntN(2) == 0 {
		params["page"], params["rowsPerPage"] = "1", "20"
		return o.asking("journal", params)
	}
	return o.asking(o.one("substream", "metadata", "live"), params)
}

func (o outside) asking(route string, params map[string]string) string {
	text, _ := json.Marshal(map[string]any{"requests": []any{map[string]any{
		"route": route, "params": params, "method": "DELETE", "path": "/v2/rooms", "url": o.server,
	}}})
	return string(text)
}

func (o outside) request() *backend.CallResourceRequest {
	method := o.one("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "CONNECT", "TRACE", "get", "")
	if o.random.IntN(2) == 0 {
		return &backend.CallResourceRequest{Method: "POST", Path: "fetch", URL: "fetch" + o.one("", "?path=/v2/rooms", "?url="+o.server), Body: []byte(o.body())}
	}
	path := o.path()
	return &backend.CallResourceRequest{Method: method, Path: path, URL: path, Body: []byte(`{"requests":[{"route":"session","params":{"session_id":"s"}}]}`)}
}

func TestNothingOutsideTheAllowListReachesAnUpstream(t *testing.T) {
	var reached atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		reached.Add(1)
		t.Errorf("%s %s reached the upstream", r.Method, r.RequestURI)
	}))
	defer server.Close()
	var instances []*Datasource
	for _, jsonData := range []string{`{}`, `{"service":"storm","username":"viewer"}`} {
		settings := backend.DataSourceInstanceSettings{
			URL: server.URL, JSONData: []byte(jsonData),
			DecryptedSecureJSONData: map[string]string{"managementToken": "the-management-token", "password": "the-password"},
		}
		instance := newDatasource(t.Context(), settings, callTime.UTC)
		defer instance.Dispose()
		instances = append(instances, instance)
	}
	generated := outside{random: rand.New(rand.NewPCG(1, 2)), server: server.URL}
	answers := map[string]int{}
	for i := range 10_000 * len(instances) {
		request := generated.request()
		instance := instances[i%len(instances)]
		err := instance.CallResource(t.Context(), request, backend.CallResourceResponseSenderFunc(func(part *backend.CallResourceResponse) error {
			if part.Status != 0 {
				answers[fmt.Sprint(part.Status)]++
			}
			if strings.Contains(string(part.Body), `"fault":"query"`) {
				answers["refused by the allow list"]++
			}
			return nil
		}))
		if err != nil {
			t.Fatalf("%s %q: %v", request.Method, request.Path, err)
		}
	}
	if reached.Load() > 0 || answers["404"] < 2_000 || answers["refused by the allow list"] < 8_000 {
		t.Errorf("%d reached the upstream; %v", reached.Load(), answers)
	}
}
