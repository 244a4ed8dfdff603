package plugin

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/instancemgmt"
	"github.com/grafana/grafana-plugin-sdk-go/experimental/datasourcetest"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/routes"
	"github.com/peerlens/peerlens-quality-datasource/simulator"
)

// callTime is the first sample of the peer-stats document.
var callTime = time.UnixMilli(1738843560000)

// served is the plugin behind the SDK's own gRPC protocol, as Grafana talks to it. The SDK serves once a process.
var (
	served   *datasourcetest.TestPluginClient
	servedAt string
)

// inRealTime is the name of instances for which it is now; for the others it is an hour after the call.
const inRealTime = "in real time"

func hourAfterCall() time.Time { return callTime.Add(time.Hour) }

func TestMain(m *testing.M) {
	useProxies()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	address := free.Addr().String()
	_ = free.Close()
	factory := func(ctx context.Context, settings backend.DataSourceInstanceSettings) (instancemgmt.Instance, error) {
		if settings.Name == inRealTime {
			return following{newDatasource(ctx, settings, time.Now)}, nil
		}
		return newDatasource(ctx, settings, hourAfterCall), nil
	}
	plugin, err := datasourcetest.Manage(factory, datasourcetest.ManageOpts{Address: address})
	if err != nil {
		log.Fatal(err)
	}
	served, servedAt = plugin.Client, address
	code := m.Run()
	_ = plugin.Shutdown()
	os.Exit(code)
}

// plugged is one instance of the served plugin.
type plugged struct {
	client  *datasourcetest.TestPluginClient
	context backend.PluginContext
}

func plug(t *testing.T, upstream http.HandlerFunc, jsonData string) plugged {
	t.Helper()
	server := httptest.NewServer(upstream)
	t.Cleanup(server.Close)
	settings := &backend.DataSourceInstanceSettings{
		UID: server.Listener.Addr().String(), URL: server.URL, JSONData: []byte(jsonData),
		DecryptedSecureJSONData: map[string]string{"managementToken": "the-management-token", "token": "the-storm-token"},
	}
	return plugged{client: served, context: backend.PluginContext{DataSourceInstanceSettings: settings}}
}

// documents answers as the two services do, with the shared documents; 404 for a peer called nobody.
func documents(t *testing.T) http.HandlerFunc {
	read := func(name string) []byte {
		text, err := os.ReadFile(filepath.Join("..", "..", "testdata", "documents", name))
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	stats, substream := read("100ms-peer-stats.json"), read("storm-substream.json")
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		switch {
		case r.URL.Query().Get("peer_id") == "nobody", strings.Contains(r.URL.Path, "00000000"):
			w.WriteHeader(http.StatusNotFound)
			_, _ = fmt.Fprint(w, `{"code":404,"message":"peer not found"}`)
		case strings.HasSuffix(r.URL.Path, "/later"):
			w.Header().Set("Retry-After", "77")
			w.WriteHeader(http.StatusTooManyRequests)
			_, _ = fmt.Fprint(w, `{"code":429,"message":"rate limit exceeded"}`)
		case r.URL.Query().Get("peer_id") == "denied":
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = fmt.Fprint(w, `{"code":401,"message":"Token validation error","details":["not found"]}`)
		case strings.HasPrefix(r.URL.Path, "/v2/analytics/peer-stats"):
			_, _ = w.Write(stats)
		default:
			_, _ = w.Write(substream)
		}
	}
}

func (p plugged) query(t *testing.T, queries map[string]string) backend.Responses {
	t.Helper()
	request := &backend.QueryDataRequest{PluginContext: p.context}
	for refID, query := range queries {
		request.Queries = append(request.Queries, backend.DataQuery{
			RefID: refID, JSON: []byte(query),
			TimeRange: backend.TimeRange{From: callTime.Add(-time.Minute), To: callTime.Add(time.Minute)},
		})
	}
	response, err := p.client.QueryData(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	return response.Responses
}

func TestQueryDataAnswersEachQueryOnItsOwn(t *testing.T) {
	responses := plug(t, documents(t), `{"service":"100ms"}`).query(t, map[string]string{
		"A": `{"queryType":"peerStats","sessionId":"s","peerIds":["p"]}`,
		"B": `{"queryType":"peerStats","sessionId":"s","peerIds":["$peer"]}`,
		"C": `{"queryType":"peerStats","sessionId":"s","peerIds":["nobody"]}`,
		"D": `{"queryType":"substream"}`,
	})
	responses["E"] = plug(t, documents(t), `{"service":"100ms"}`).query(t, map[string]string{
		"E": `{"queryType":"peerStats","sessionId":"s","peerIds":["denied"]}`,
	})["E"]
	if frames := responses["A"].Frames; responses["A"].Error != nil || len(frames) != 22 {
		t.Fatalf("A: %d frames, %v", len(frames), responses["A"].Error)
	}
	for i, frame := range responses["A"].Frames {
		if frame.RefID != "A" {
			t.Errorf("frame %d has the refId %q", i, frame.RefID)
		}
	}
	for refID, want := range map[string]struct {
		status backend.Status
		words  string
	}{
		"B": {400, "$peer"},
		"C": {404, "100ms answered 404 for the stats of peer nobody in session s: peer not found."},
		"D": {400, "the query type \"substream\" is not one this 100ms data source answers"},
		"E": {401, "100ms answered 401 for the stats of peer denied in session s: Token validation error (not found)."},
	} {
		got := responses[refID]
		if got.Error == nil || !strings.Contains(got.Error.Error(), want.words) || got.Status != want.status {
			t.Errorf("%s: got %d, %v", refID, got.Status, got.Error)
		}
		if got.ErrorSource != backend.ErrorSourceDownstream {
			t.Errorf("%s: its source is %q", refID, got.ErrorSource)
		}
	}
}

func TestQueryDataTellsOfWrongSettings(t *testing.T) {
	response := plug(t, documents(t), `{"service":"storm"}`).query(t, map[string]string{
		"A": `{"queryType":"substream","app":"a","streamKeys":["k"],"substreams":["native"]}`,
	})["A"]
	if response.Error == nil || !strings.Contains(response.Error.Error(), "the user name is missing (jsonData.username)") {
		t.Fatalf("got %v", response.Error)
	}
}

func TestCheckHealthAsksTheUpstream(t *testing.T) {
	for name, row := range map[string]struct {
		upstream http.HandlerFunc
		settings string
		status   backend.HealthStatus
		words    string
	}{
		"a token that works": {documents(t), `{}`, backend.HealthStatusOk, "Reached 100ms"},
		"a token that does not": {
			func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }, `{}`,
			backend.HealthStatusError, "Permission: 100ms answered 403",
		},
		"settings that cannot": {documents(t), `{"auth":"appKey"}`, backend.HealthStatusError, "Settings: 100ms could not be asked"},
	} {
		p := plug(t, row.upstream, row.settings)
		result, err := p.client.CheckHealth(t.Context(), &backend.CheckHealthRequest{PluginContext: p.context})
		if err != nil || result.Status != row.status || !strings.Contains(result.Message, row.words) {
			t.Errorf("%s: got %v, %v", name, result, err)
		}
	}
}

func TestSaveAndTestLogsIn(t *testing.T) {
	for password, want := range map[string]struct {
		status backend.HealthStatus
		words  string
	}{
		simulator.Password: {backend.HealthStatusOk, "as demo; the token renews in 14 min."},
		"wrong-password":   {backend.HealthStatusError, "Authentication: Storm could not be asked for its server info: the login failed (401 Username or password is incorrect;"},
	} {
		p := plug(t, simulator.Handler(simulator.Options{}).ServeHTTP, `{"service":"storm","username":"demo"}`)
		p.context.DataSourceInstanceSettings.DecryptedSecureJSONData["password"] = password
		result, err := p.client.CheckHealth(t.Context(), &backend.CheckHealthRequest{PluginContext: p.context})
		if err != nil || result.Status != want.status || !strings.Contains(result.Message, want.words) {
			t.Errorf("got %v, %v", result, err)
		}
	}
}

// call posts to a resource, and gives its status and whole body.
func (p plugged) call(t *testing.T, method, path, body string) (status int, answered string) {
	t.Helper()
	request := &backend.CallResourceRequest{PluginContext: p.context, Method: method, Path: path, URL: path, Body: []byte(body)}
	err := p.client.CallResource(t.Context(), request, backend.CallResourceResponseSenderFunc(func(part *backend.CallResourceResponse) error {
		if part.Status != 0 {
			status = part.Status
		}
		answered += string(part.Body)
		return nil
	}))
	if err != nil {
		t.Fatalf("%s %q: %v", method, path, err)
	}
	return status, answered
}

func TestFetchAnswersInOrderWithRawBodies(t *testing.T) {
	p := plug(t, documents(t), `{}`)
	status, body := p.call(t, http.MethodPost, "fetch", `{"requests":[
		{"route":"session","params":{"session_id":"later"}},
		{"route":"admin","params":{}},
		{"route":"peerStats","params":{"session_id":"s","peer_id":"p"}},
		{"route":"session","params":{"session_id":".."}}]}`)
	if status != http.StatusOK {
		t.Fatalf("got %d: %s", status, body)
	}
	stats, err := os.ReadFile(filepath.Join("..", "..", "testdata", "documents", "100ms-peer-stats.json"))
	if err != nil {
		t.Fatal(err)
	}
	// The core does not read the IDs that it asked for.
	kept := routes.Fields("peerStats").Project(string(stats), func(text string, _ bool) string { return text })
	const refused = `{"code":429,"message":"rate limit exceeded"}`
	want := fmt.Sprintf(`{"status":429,"contentType":"application/json","retryAfter":"77","requests":1,"bytes":%d,"length":%[1]d}`+"\n%s", len(refused), refused) +
		`{"fault":"query","words":"there is no route \"admin\"","length":0}` + "\n" +
		fmt.Sprintf(`{"status":200,"contentType":"application/json","requests":1,"bytes":%d,"length":%d}`+"\n%s", len(stats), len(kept), kept) +
		`{"fault":"query","words":"session_id \"..\" has a part of dots alone, which leads to another path","length":0}` + "\n"
	if body != want {
		t.Errorf("got  %s\nwant %s", body, want)
	}
}

func TestOtherResourcesAreRefused(t *testing.T) {
	p := plug(t, documents(t), `{}`)
	many := `{"requests":[` + strings.TrimSuffix(strings.Repeat(`{"route":"x"},`, mostRequests+1), ",") + `]}`
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
		"too large a body":    {"POST", "fetch", `{"requests":[],"x":"` + strings.Repeat("x", largestAsked) + `"}`, 400},
	} {
		status, body := p.call(t, row.method, row.path, row.body)
		var refused struct{ Message string }
		if err := json.Unmarshal([]byte(body), &refused); err != nil || refused.Message == "" || status != row.status {
			t.Errorf("%s: got %d %s, %v", name, status, body, err)
		}
	}
}

func TestFetchHoldsAFewAnswersAtATime(t *testing.T) {
	inTime(t, func(t *testing.T) {
		var asked atomic.Int32
		release := make(chan struct{})
		routes := newRoutes(func(context.Context, protocol.Request) protocol.Answer {
			asked.Add(1)
			<-release
			return protocol.Answer{Status: http.StatusOK}
		})
		requests := strings.TrimSuffix(strings.Repeat(`{"route":"session","params":{"session_id":"s"}},`, 40), ",")
		request := &backend.CallResourceRequest{Method: http.MethodPost, Path: "fetch", URL: "fetch", Body: []byte(`{"requests":[` + requests + `]}`)}
		answered := make(chan string)
		go func() {
			body := ""
			err := routes.CallResource(t.Context(), request, backend.CallResourceResponseSenderFunc(func(part *backend.CallResourceResponse) error {
				body += string(part.Body)
				return nil
			}))
			if err != nil {
				t.Error(err)
			}
			answered <- body
		}()
		synctest.Wait()
		if asked.Load() != ahead {
			t.Errorf("%d were asked for before the first was written, not %d", asked.Load(), ahead)
		}
		close(release)
		if lines := strings.Count(<-answered, `{"status":200,"length":0}`); lines != 40 {
			t.Errorf("%d answers of 40", lines)
		}
	})
}

func TestAPanicOfAFetchLeavesTheOthers(t *testing.T) {
	routes := newRoutes(func(_ context.Context, request protocol.Request) protocol.Answer {
		if request.Params["peer_id"] == "broken" {
			return protocol.Answer{Text: string([]byte{}[len(request.Key):][:1][1:])}
		}
		return protocol.Answer{Status: 404}
	})
	body := ""
	request := &backend.CallResourceRequest{
		Method: http.MethodPost, Path: "fetch", URL: "fetch",
		Body: []byte(`{"requests":[{"route":"peerStats","params":{"peer_id":"broken"}},{"route":"peerStats"}]}`),
	}
	err := routes.CallResource(t.Context(), request, backend.CallResourceResponseSenderFunc(func(part *backend.CallResourceResponse) error {
		body += string(part.Body)
		return nil
	}))
	const want = `{"fault":"broken","words":"runtime error: slice bounds out of range [:1] with capacity 0","length":0}` + "\n" + `{"status":404,"length":0}` + "\n"
	if err != nil || body != want {
		t.Errorf("got %s, %v", body, err)
	}
}
