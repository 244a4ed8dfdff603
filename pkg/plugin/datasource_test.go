package plugin

import (
	"context"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
	"github.com/grafana/grafana-plugin-sdk-go/backend/instancemgmt"
	"github.com/grafana/grafana-plugin-sdk-go/config"
	"github.com/grafana/grafana-plugin-sdk-go/experimental/datasourcetest"
	"github.com/peerlens/peerlens-quality-datasource/simulator"
	"github.com/peerlens/peerlens-quality-datasource/testdata"
)

// callTime is the first sample of the peer-stats document.
var callTime = time.UnixMilli(1738843560000)

func hourAfterCall() time.Time { return callTime.Add(time.Hour) }

const (
	upstreamHost   = "upstream.invalid"
	peerQuery      = `{"queryType":"peerStats","sessionId":"s","peerIds":["p"],"format":"numeric","metrics":["jitter_ms"]}`
	substreamQuery = `{"queryType":"substream","app":"live","streamKeys":["studio"],"substreams":["native"]}`
)

// settingsOf returns settings with every secret that the simulator accepts.
func settingsOf(jsonData string) backend.DataSourceInstanceSettings {
	return backend.DataSourceInstanceSettings{
		URL: "http://" + upstreamHost, JSONData: []byte(jsonData),
		DecryptedSecureJSONData: map[string]string{
			"managementToken": simulator.ManagementToken, "appSecret": simulator.AppSecret,
			"token": simulator.StormToken, "password": simulator.Password,
		},
	}
}

// instance is a data source under test: in this process, or behind gRPC.
type instance struct {
	handlers
	ctx           context.Context
	pluginContext backend.PluginContext
}

type handlers interface {
	backend.QueryDataHandler
	backend.CheckHealthHandler
	backend.CallResourceHandler
}

// newInstance returns a data source whose requests a handler answers instead of the network; if it is nil, the network
// does.
func newInstance(tb testing.TB, settings backend.DataSourceInstanceSettings, upstream http.Handler, now func() time.Time) instance {
	tb.Helper()
	datasource := newDatasource(tb.Context(), settings, now)
	tb.Cleanup(datasource.Dispose)
	ctx := tb.Context()
	if upstream != nil {
		ctx = answeredBy(ctx, upstream)
	}
	return instance{handlers: datasource, ctx: ctx, pluginContext: backend.PluginContext{GrafanaConfig: config.NewGrafanaCfg(nil)}}
}

// answeredBy returns a context whose requests a handler answers, after the SDK's middlewares for headers.
func answeredBy(ctx context.Context, upstream http.Handler) context.Context {
	return httpclient.WithContextualMiddleware(ctx, httpclient.MiddlewareFunc(func(httpclient.Options, http.RoundTripper) http.RoundTripper {
		return httpclient.RoundTripperFunc(func(request *http.Request) (*http.Response, error) {
			recorder := httptest.NewRecorder()
			upstream.ServeHTTP(recorder, request)
			if err := request.Context().Err(); err != nil {
				return nil, err
			}
			return recorder.Result(), nil
		})
	}))
}

// served is the plugin behind the SDK's gRPC protocol, as Grafana calls it. The SDK can serve only once per process.
var (
	served   *datasourcetest.TestPluginClient
	servedAt string
)

// serve returns a served instance whose upstream listens on a port. Its clock is an hour after the call.
func serve(t *testing.T, upstream http.Handler, jsonData string) instance {
	t.Helper()
	server := httptest.NewServer(upstream)
	t.Cleanup(server.Close)
	settings := settingsOf(jsonData)
	settings.UID, settings.URL = server.Listener.Addr().String(), server.URL
	return instance{handlers: served, ctx: t.Context(), pluginContext: backend.PluginContext{DataSourceInstanceSettings: &settings}}
}

func TestMain(m *testing.M) {
	useProxies()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	servedAt = free.Addr().String()
	_ = free.Close()
	factory := func(ctx context.Context, settings backend.DataSourceInstanceSettings) (instancemgmt.Instance, error) {
		return newDatasource(ctx, settings, hourAfterCall), nil
	}
	plugin, err := datasourcetest.Manage(factory, datasourcetest.ManageOpts{Address: servedAt})
	if err != nil {
		log.Fatal(err)
	}
	served = plugin.Client
	code := m.Run()
	_ = plugin.Shutdown()
	os.Exit(code)
}

// query runs a query on the minutes around the call.
func (i instance) query(tb testing.TB, query string) backend.DataResponse {
	tb.Helper()
	return i.queryRange(tb, query, callTime.Add(-time.Minute), callTime.Add(time.Minute))
}

func (i instance) queryRange(tb testing.TB, query string, from, to time.Time) backend.DataResponse {
	tb.Helper()
	dataQuery := backend.DataQuery{RefID: "A", JSON: []byte(query), TimeRange: backend.TimeRange{From: from, To: to}}
	response, err := i.QueryData(i.ctx, &backend.QueryDataRequest{PluginContext: i.pluginContext, Queries: []backend.DataQuery{dataQuery}})
	if err != nil {
		tb.Fatal(err)
	}
	return response.Responses["A"]
}

// fetch posts requests as the browser does.
func (i instance) fetch(tb testing.TB, requests string) string {
	tb.Helper()
	_, body := i.call(tb, http.MethodPost, "fetch", `{"requests":[`+requests+`]}`)
	return body
}

// call returns the status and the whole body of a resource.
func (i instance) call(tb testing.TB, method, path, body string) (status int, answer string) {
	tb.Helper()
	request := &backend.CallResourceRequest{PluginContext: i.pluginContext, Method: method, Path: path, URL: path, Body: []byte(body)}
	return callResource(tb, i.ctx, i, request)
}

func callResource(tb testing.TB, ctx context.Context, handler backend.CallResourceHandler, request *backend.CallResourceRequest) (status int, body string) {
	tb.Helper()
	err := handler.CallResource(ctx, request, backend.CallResourceResponseSenderFunc(func(part *backend.CallResourceResponse) error {
		status = max(status, part.Status)
		body += string(part.Body)
		return nil
	}))
	if err != nil {
		tb.Fatalf("%s %q: %v", request.Method, request.Path, err)
	}
	return status, body
}

// health returns the status, the message and the details of Save & test.
func (i instance) health(tb testing.TB) string {
	tb.Helper()
	result, err := i.CheckHealth(i.ctx, &backend.CheckHealthRequest{PluginContext: i.pluginContext})
	if err != nil {
		tb.Fatal(err)
	}
	return result.Status.String() + ": " + result.Message + string(result.JSONDetails)
}

// documents answers as the two services do, with the sample documents.
func documents(t *testing.T) http.HandlerFunc {
	t.Helper()
	stats, substream := testdata.Document(t, "100ms-peer-stats.json"), testdata.Document(t, "storm-substream.json")
	return func(w http.ResponseWriter, r *http.Request) {
		respond := func(status int, body string) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		}
		switch {
		case r.URL.Query().Get("peer_id") == "nobody", strings.Contains(r.URL.Path, "00000000"):
			respond(http.StatusNotFound, `{"code":404,"message":"peer not found"}`)
		case r.URL.Query().Get("peer_id") == "denied":
			respond(http.StatusUnauthorized, `{"code":401,"message":"Token validation error","details":["not found"]}`)
		case strings.HasSuffix(r.URL.Path, "/later"):
			w.Header().Set("Retry-After", "77")
			respond(http.StatusTooManyRequests, `{"code":429,"message":"rate limit exceeded"}`)
		case strings.HasPrefix(r.URL.Path, "/v2/analytics/peer-stats"):
			respond(http.StatusOK, stats)
		default:
			respond(http.StatusOK, substream)
		}
	}
}

// counter counts the requests to an upstream, by path and query.
type counter struct {
	http.Handler
	mu    sync.Mutex
	times map[string]int
}

func count(upstream http.Handler) *counter {
	return &counter{Handler: upstream, times: map[string]int{}}
}

func (c *counter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	c.times[r.URL.RequestURI()]++
	c.mu.Unlock()
	c.Handler.ServeHTTP(w, r)
}

// sum returns the number of requests.
func (c *counter) sum() (all int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, times := range c.times {
		all += times
	}
	return all
}

// expectEachOnce fails the test unless a number of addresses that contain a text were requested, each once.
func (c *counter) expectEachOnce(t *testing.T, part string, addresses int) {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	found := 0
	for address, times := range c.times {
		if !strings.Contains(address, part) {
			continue
		}
		found++
		if times != 1 {
			t.Errorf("%s was requested %d times", address, times)
		}
	}
	if found != addresses {
		t.Errorf("%d addresses were requested, want %d", found, addresses)
	}
}

// skipInShort skips a test that computes for long: the race detector makes that ten times slower.
func skipInShort(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("it computes for long")
	}
}

// inTime runs a test on a virtual clock, which moves only while all goroutines wait. Computing takes no time on it, so
// the test has the same result on any machine. It fails if a goroutine is left. The test must not use the network.
func inTime(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		// A late request continues for the next query, until its own timeout. The clock stops with the test, so wait here.
		t.Cleanup(func() { time.Sleep(time.Minute) })
		test(t)
	})
}
