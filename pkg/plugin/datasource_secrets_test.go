package plugin

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/log"
	"github.com/grafana/grafana-plugin-sdk-go/backend/tracing"
	"github.com/prometheus/client_golang/prometheus"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
)

// canary is part of each secret of the settings, and of what the upstream returns.
const canary = "canary-7f3a"

// output collects everything that leaves the plugin: logs, and what a test adds.
type output struct {
	mu   sync.Mutex
	text strings.Builder
}

func (o *output) add(source string, values ...any) {
	o.mu.Lock()
	defer o.mu.Unlock()
	_, _ = fmt.Fprintf(&o.text, "%s: %+v\n", source, values)
}

// output is the logger of the plugin during the test.
func (o *output) Debug(msg string, args ...any)          { o.add("log", msg, args) }
func (o *output) Info(msg string, args ...any)           { o.add("log", msg, args) }
func (o *output) Warn(msg string, args ...any)           { o.add("log", msg, args) }
func (o *output) Error(msg string, args ...any)          { o.add("log", msg, args) }
func (o *output) With(args ...any) log.Logger            { o.add("log", args); return o }
func (o *output) Level() log.Level                       { return log.Debug }
func (o *output) FromContext(context.Context) log.Logger { return o }

// spellings are ways to write JSON: as Go does, and with needless escapes, in lower and upper case hex.
var spellings = map[string]*strings.Replacer{
	"plain":      strings.NewReplacer(),
	"escaped":    strings.NewReplacer("-", `\u002d`, "=", `\u003d`, "7", `\u0037`, ".", `\u002e`),
	"upper case": strings.NewReplacer("-", `\u002D`, "=", `\u003D`, "y", `\u0079`, "/", `\/`),
}

// echo answers with everything it received, in each place of an answer.
func echo(status int, spelling *strings.Replacer) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if status != http.StatusUnauthorized && strings.HasSuffix(r.URL.Path, "/auth/login") {
			_, _ = fmt.Fprintf(w, `{"data":{"accessToken":%q}}`, "token-of-the-login-"+canary)
			return
		}
		credentials := r.Header.Get("Authorization") + " " + r.Header.Get("X-Api-Key") + " " + r.Header.Get("X-Own") + " " + r.Header.Get("X-Odd") + " " + string(body)
		w.Header().Set("Content-Type", "application/json; sent="+r.Header.Get("X-Api-Key"))
		w.Header().Set("Retry-After", "77 "+r.Header.Get("Authorization"))
		w.WriteHeader(status)
		text, _ := json.Marshal(map[string]any{"code": status, "message": credentials, "details": []string{credentials}, "room_id": credentials, "publisher": map[string]any{}})
		_, _ = spelling.WriteString(w, string(text))
	}
}

func TestNoSecretLeavesThePlugin(t *testing.T) {
	skipInShort(t)
	leaving := &output{}
	logger, tracer := backend.Logger, tracing.DefaultTracer()
	spans := tracetest.NewSpanRecorder()
	backend.Logger = leaving
	tracing.InitDefaultTracer(sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(spans)).Tracer("canary"))
	defer func() {
		backend.Logger = logger
		tracing.InitDefaultTracer(tracer)
	}()
	secrets := map[string]string{
		"managementToken": "m-" + canary, "appSecret": "s-" + canary, "token": "t-" + canary, "apiKey": "k-" + canary,
		"password": canary + `&"<\/` + canary, "basicAuthPassword": "b-" + canary, "httpHeaderValue1": "Bearer h-" + canary, "httpHeaderValue2": canary + `&"<\/` + canary,
		"tlsClientKey": "-----BEGIN KEY-----\n" + canary + "\n-----END KEY-----\n",
	}
	peerStats := `{"queryType":"peerStats","sessionId":"s","peerIds":["p"]}`
	substream := `{"queryType":"substream","app":"a","streamKeys":["k"],"substreams":["s"]}`
	for settings, query := range map[string]string{
		`{}`: peerStats,
		`{"auth":"appKey","accessKey":"the-access-key"}`:                                              peerStats,
		`{"service":"storm","auth":"token"}`:                                                          substream,
		`{"service":"storm","auth":"apiKey"}`:                                                         substream,
		`{"service":"storm","username":"viewer"}`:                                                     substream,
		`{"service":"storm","auth":"none"}`:                                                           substream,
		`{"httpHeaderName1":"X-Own","httpHeaderName2":"X-Odd"}`:                                       peerStats,
		`{"service":"storm","username":"viewer","httpHeaderName1":"X-Own","httpHeaderName2":"X-Odd"}`: substream,
		`{"service":"storm","auth":"apiKey","tlsAuth":true}`:                                          substream,
	} {
		for _, status := range []int{200, 302, 400, 401, 403, 404, 429, 500} {
			for _, spelling := range spellings {
				server := httptest.NewServer(echo(status, spelling))
				collect(t, leaving, backend.DataSourceInstanceSettings{
					URL: server.URL, JSONData: []byte(settings), DecryptedSecureJSONData: secrets, BasicAuthEnabled: true, BasicAuthUser: "viewer",
				}, query)
				server.Close()
			}
		}
	}
	for _, span := range spans.Ended() {
		leaving.add("span", span.Name(), span.Attributes(), span.Events(), span.Status())
	}
	metrics, err := prometheus.DefaultGatherer.Gather()
	if err != nil {
		t.Fatal(err)
	}
	leaving.add("metrics", metrics)
	text := leaving.text.String()
	for _, source := range []string{"log: ", "span: ", "metrics: ", "health: ", "query: ", "resource: ", "peerlens_logins_total", "peerlens upstream peerStats"} {
		if !strings.Contains(text, source) {
			t.Errorf("nothing was heard of %s", source)
		}
	}
	if !strings.Contains(text, "Bearer [secret]  [secret] [secret]") {
		t.Error("no custom header was echoed")
	}
	basic := base64.StdEncoding.EncodeToString([]byte("viewer:b-" + canary))
	// A token that the plugin signs contains its access key in base64, and begins as any JWT does.
	signed := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"HS256"`))[:16]
	for line := range strings.Lines(text) {
		for _, secret := range []string{canary, signed, basic} {
			for way, spelling := range spellings {
				if strings.Contains(line, spelling.Replace(secret)) {
					t.Errorf("a secret left, %s: %.400s", way, line)
				}
			}
		}
	}
}

// collect adds all answers of an instance to the output.
func collect(t *testing.T, leaving *output, settings backend.DataSourceInstanceSettings, query string) {
	t.Helper()
	plugin := newInstance(t, settings, nil, time.Now)
	leaving.add("health", plugin.health(t))
	response := plugin.query(t, query)
	text, err := json.Marshal(response)
	leaving.add("query", string(text), err, response.Error)
	leaving.add("resource", plugin.fetch(t, `{"route":"session","params":{"session_id":"s"}},{"route":"stormInfo","params":{}}`))
}
