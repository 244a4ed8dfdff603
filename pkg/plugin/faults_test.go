package plugin

import (
	"compress/gzip"
	"encoding/json"
	"encoding/pem"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/config"
	"github.com/peerlens/peerlens-quality-datasource/simulator"
	"go.uber.org/goleak"
)

// asked is how an instance can be asked: by an alert rule, by the browser, by Save & test.
type asked struct {
	query, resource, health string
}

// askAll asks an instance in each way, and gives what each says. It must leave nothing running.
// The clock stands still: what is kept, held back or about to end does not depend on how long that takes.
func askAll(t *testing.T, settings backend.DataSourceInstanceSettings, now func() time.Time) asked {
	t.Helper()
	before := goleak.IgnoreCurrent()
	defer func() { expectNothingRuns(t, before) }()
	instance := newDatasource(t.Context(), settings, now)
	defer instance.Dispose()
	const (
		query = `{"queryType":"peerStats","sessionId":"latest-call","peerIds":["b0b00000-0000-4000-8000-000000000002"],"app":"live","streamKeys":["studio"],"substreams":["native"],"format":"numeric"`
		fetch = `{"requests":[{"route":"peerStats","params":{"session_id":"latest-call","peer_id":"b0b00000-0000-4000-8000-000000000002"}}]}`
	)
	ask, body := query+`,"metrics":["packet_loss_percent"]}`, fetch
	if strings.Contains(string(settings.JSONData), `"storm"`) {
		ask = strings.Replace(query, "peerStats", "substream", 1) + `,"metric":"healthScore"}`
		body = `{"requests":[{"route":"substream","params":{"app":"live","streamKey":"studio","substream":"native"}}]}`
	}
	answered, err := instance.QueryData(t.Context(), queryOf(ask, now().Add(-time.Hour), now()))
	if err != nil {
		t.Fatal(err)
	}
	said := asked{query: "frames"}
	if response := answered.Responses["A"]; response.Error != nil {
		said.query = string(response.ErrorSource) + ": " + response.Error.Error()
	}
	request := &backend.CallResourceRequest{Method: http.MethodPost, Path: "fetch", URL: "fetch", Body: []byte(body)}
	err = instance.CallResource(t.Context(), request, backend.CallResourceResponseSenderFunc(func(part *backend.CallResourceResponse) error {
		if part.Status != 0 && part.Status != http.StatusOK {
			t.Errorf("the resource answered %d", part.Status)
		}
		said.resource += string(part.Body)
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	health, err := instance.CheckHealth(t.Context(), &backend.CheckHealthRequest{})
	if err != nil {
		t.Fatal(err)
	}
	said.health = health.Status.String() + ": " + health.Message
	return said
}

// queryOf is a query as Grafana sends it, called A.
func queryOf(query string, from, to time.Time) *backend.QueryDataRequest {
	return &backend.QueryDataRequest{
		PluginContext: backend.PluginContext{GrafanaConfig: config.NewGrafanaCfg(nil)},
		Queries:       []backend.DataQuery{{RefID: "A", JSON: []byte(query), TimeRange: backend.TimeRange{From: from, To: to}}},
	}
}

func (a asked) expect(t *testing.T, want asked) {
	t.Helper()
	for _, row := range []struct{ way, said, want string }{
		{"the query", a.query, want.query}, {"the resource", a.resource, want.resource}, {"Save & test", a.health, want.health},
	} {
		if !strings.Contains(row.said, row.want) {
			t.Errorf("%s said %.400s, want %s", row.way, row.said, row.want)
		}
	}
}

// text answers everything with a body.
func text(contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		_, _ = io.WriteString(w, body)
	}
}

// zeros are 17 MB that take 17 kB on their way.
func zeros(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Encoding", "gzip")
	packed := gzip.NewWriter(w)
	_, _ = packed.Write(make([]byte, 17<<20))
	_ = packed.Close()
}

func never(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusOK)
	_ = http.NewResponseController(w).Flush()
	<-r.Context().Done()
}

func TestEachFaultIsSaidInEachWay(t *testing.T) {
	simulated := simulator.Handler(simulator.Options{Now: hourAfterCall}).ServeHTTP
	loop := func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.RequestURI, http.StatusFound) }
	for name, row := range map[string]struct {
		upstream http.HandlerFunc
		jsonData string
		secrets  map[string]string
		ahead    time.Duration
		want     asked
	}{
		"nothing is wrong with a token": {
			simulated, `{}`, map[string]string{"managementToken": " " + simulator.ManagementToken + "\n"}, 0,
			asked{"frames", `{"status":200`, "OK: Reached 100ms; the token may read peer stats."},
		},
		"nothing is wrong with an access key": {
			simulated, `{"auth":"appKey","accessKey":"demo-app-access-key"}`, map[string]string{"appSecret": simulator.AppSecret}, 0,
			asked{"frames", `{"status":200`, "the token renews in 23 h."},
		},
		"nothing is wrong with a login": {
			simulated, `{"service":"storm","username":"demo"}`, map[string]string{"password": simulator.Password}, 0,
			asked{"frames", `{"status":200`, "as demo; the token renews in 14 min."},
		},
		"a clock 5 minutes ahead": {
			simulated, `{"auth":"appKey","accessKey":"demo-app-access-key"}`, map[string]string{"appSecret": simulator.AppSecret}, 5 * time.Minute,
			asked{"downstream: 100ms answered 401", `"auth":"appKey"`, "the clock of the Grafana server is off"},
		},
		"a clock 5 minutes ahead of a login": {
			simulated, `{"service":"storm","username":"demo"}`, map[string]string{"password": simulator.Password}, 5 * time.Minute,
			asked{"frames", `{"status":200`, "as demo; the token renews in 14 min."},
		},
		"an expired token": {
			simulated, `{}`, map[string]string{"managementToken": "expired"}, 0,
			asked{"downstream: 100ms answered 401", `{"status":401`, "ERROR: Authentication: 100ms was not asked for the stats of peer 00000000-0000-0000-0000-000000000000"},
		},
		"a wrong password": {
			simulated, `{"service":"storm","username":"demo"}`, map[string]string{"password": "wrong"}, 0,
			asked{"downstream: Storm could not be asked", `{"fault":"login"`, "ERROR: Authentication: Storm could not be asked"},
		},
		"a host that never answers": {
			never, `{"timeout":0.2}`, nil, 0,
			asked{"downstream: 100ms could not be asked", `{"fault":"timeout"`, "ERROR: Host: 100ms could not be asked"},
		},
		"a bomb": {
			zeros, `{}`, nil, 0,
			asked{"the answer is too large", `{"fault":"tooLarge"`, "ERROR: Answer: 100ms could not be asked"},
		},
		"HTML": {
			text("text/html", "<html>Sign in</html>"), `{}`, nil, 0,
			asked{"with a body that is not JSON (text/html)", `{"status":200,"contentType":"text/html"`, "ERROR: Answer: 100ms answered 200"},
		},
		"half a document": {
			text("application/json", `{"publisher":{"video":[`), `{}`, nil, 0,
			asked{"downstream: 100ms answered 200", `{"status":200`, "ERROR: Answer: 100ms answered 200"},
		},
		"10 MB of one line": {
			text("application/json", `{"x":"`+strings.Repeat("x", 10<<20)+`"}`), `{}`, nil, 0,
			asked{"with JSON of another shape", `"length":2}` + "\n{}", "ERROR: Answer: 100ms answered 200"},
		},
		"a redirect to itself": {
			loop, `{}`, nil, 0,
			asked{"It redirects elsewhere, which is not followed", `{"status":302`, "ERROR: Host: 100ms answered 302"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(row.upstream)
			defer server.Close()
			if row.secrets == nil {
				row.secrets = map[string]string{"managementToken": "the-management-token"}
			}
			settings := backend.DataSourceInstanceSettings{URL: server.URL + "/", JSONData: []byte(row.jsonData), DecryptedSecureJSONData: row.secrets}
			askAll(t, settings, func() time.Time { return hourAfterCall().Add(row.ahead) }).expect(t, row.want)
		})
	}
}

func TestEachAddressIsReachedOrToldApart(t *testing.T) {
	simulated := simulator.Handler(simulator.Options{Now: hourAfterCall})
	plain := httptest.NewServer(http.StripPrefix("/behind/a/path", simulated))
	defer plain.Close()
	secure := httptest.NewTLSServer(simulated)
	defer secure.Close()
	six := httptest.NewUnstartedServer(simulated)
	if on6, err := net.Listen("tcp", "[::1]:0"); err == nil {
		_ = six.Listener.Close()
		six.Listener = on6
	}
	six.Start()
	defer six.Close()
	authority := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: secure.Certificate().Raw}))
	reached := asked{"frames", `{"status":200`, "OK: Reached 100ms"}
	for name, row := range map[string]struct {
		url, jsonData string
		want          asked
	}{
		"a path and a slash":    {plain.URL + "/behind/a/path/", `{}`, reached},
		"IPv6":                  {six.URL, `{}`, reached},
		"self-signed":           {secure.URL, `{}`, asked{"the TLS connection failed", `{"fault":"tls"`, "ERROR: TLS: "}},
		"self-signed, skipped":  {secure.URL, `{"tlsSkipVerify":true}`, reached},
		"its own authority":     {secure.URL, `{"tlsAuthWithCACert":true}`, reached},
		"no scheme":             {"api.100ms.live", `{}`, asked{"must start with http://", `{"fault":"settings"`, "ERROR: Settings: "}},
		"nothing listens":       {"http://" + deadAddress(), `{}`, asked{"nothing listens", `{"fault":"refused"`, "ERROR: Host: "}},
		"an unknown host":       {"http://" + unknownHost, `{}`, asked{"its host name is not known", `{"fault":"dns"`, "ERROR: Host: "}},
		"the settings are none": {plain.URL, `[]`, asked{"jsonData cannot be read", `{"fault":"settings"`, "ERROR: Settings: "}},
	} {
		t.Run(name, func(t *testing.T) {
			secrets := map[string]string{"managementToken": simulator.ManagementToken, "tlsCACert": authority}
			settings := backend.DataSourceInstanceSettings{URL: row.url, JSONData: json.RawMessage(row.jsonData), DecryptedSecureJSONData: secrets}
			askAll(t, settings, hourAfterCall).expect(t, row.want)
		})
	}
}
