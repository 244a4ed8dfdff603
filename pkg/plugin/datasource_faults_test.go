package plugin

import (
	"compress/gzip"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/peerlens/peerlens-quality-datasource/simulator"
	"go.uber.org/goleak"
)

// messages are the results of an alert rule, of the browser's fetch, and of Save & test.
type messages struct{ query, resource, health string }

// expectMessages checks the three messages of a new data source, which must leave no goroutine running. The clock does
// not move, so no TTL, cooldown or expiry depends on how long the test runs.
func expectMessages(t *testing.T, settings backend.DataSourceInstanceSettings, now func() time.Time, want messages) {
	t.Helper()
	before := goleak.IgnoreCurrent()
	t.Cleanup(func() {
		// Only a failed test waits this long.
		for ends := time.Now().Add(2 * time.Minute); goleak.Find(before) != nil; time.Sleep(time.Millisecond) {
			if time.Now().After(ends) {
				t.Fatal(goleak.Find(before))
			}
		}
	})
	plugin := newInstance(t, settings, nil, now)
	query := `{"queryType":"peerStats","sessionId":"latest-call","peerIds":["b0b00000-0000-4000-8000-000000000002"],"format":"numeric","metrics":["packet_loss_percent"]}`
	request := `{"route":"peerStats","params":{"session_id":"latest-call","peer_id":"b0b00000-0000-4000-8000-000000000002"}}`
	if strings.Contains(string(settings.JSONData), `"storm"`) {
		query = strings.Replace(substreamQuery, "}", `,"format":"numeric","metric":"healthScore"}`, 1)
		request = `{"route":"substream","params":{"app":"live","streamKey":"studio","substream":"native"}}`
	}
	got := messages{query: "frames"}
	if response := plugin.queryRange(t, query, now().Add(-time.Hour), now()); response.Error != nil {
		got.query = string(response.ErrorSource) + ": " + response.Error.Error()
	}
	got.resource, got.health = plugin.fetch(t, request), plugin.health(t)
	for _, row := range []struct{ way, got, want string }{
		{"the query", got.query, want.query}, {"the resource", got.resource, want.resource}, {"Save & test", got.health, want.health},
	} {
		if !strings.Contains(row.got, row.want) {
			t.Errorf("%s said %.400s, want %s", row.way, row.got, row.want)
		}
	}
}

// settingsAt returns settings with the URL of a server.
func settingsAt(url, jsonData string) backend.DataSourceInstanceSettings {
	settings := settingsOf(jsonData)
	settings.URL = url
	return settings
}

// text answers every request with a body.
func text(contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		_, _ = io.WriteString(w, body)
	}
}

// zeros answers with 17 MB that are compressed to 17 kB.
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

// The stress test meets more faults.
func TestEachFaultIsReportedInEachMessage(t *testing.T) {
	simulated := simulator.Handler(hourAfterCall).ServeHTTP
	loop := func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.RequestURI, http.StatusFound) }
	for name, row := range map[string]struct {
		upstream http.HandlerFunc
		jsonData string
		secrets  map[string]string
		ahead    time.Duration
		want     messages
	}{
		"nothing is wrong with a token": {
			simulated, `{}`, map[string]string{"managementToken": " " + simulator.ManagementToken + "\n"}, 0,
			messages{"frames", `{"status":200`, "OK: Reached 100ms; the token may read peer stats."},
		},
		"nothing is wrong with an access key": {
			simulated, `{"auth":"appKey","accessKey":"demo-app-access-key"}`, nil, 0,
			messages{"frames", `{"status":200`, "the token renews in 23 h."},
		},
		"nothing is wrong with a login": {
			simulated, `{"service":"storm","username":"demo"}`, nil, 0,
			messages{"frames", `{"status":200`, "as demo; the token renews in 14 min."},
		},
		"a clock 5 minutes ahead": {
			simulated, `{"auth":"appKey","accessKey":"demo-app-access-key"}`, nil, 5 * time.Minute,
			messages{"downstream: 100ms answered 401", `"auth":"appKey"`, "the clock of the Grafana server is off"},
		},
		"a clock 5 minutes ahead of a login": {
			simulated, `{"service":"storm","username":"demo"}`, nil, 5 * time.Minute,
			messages{"frames", `{"status":200`, "as demo; the token renews in 14 min."},
		},
		"an expired token": {
			simulated, `{}`, map[string]string{"managementToken": "expired"}, 0,
			messages{"downstream: 100ms answered 401", `{"status":401`, "ERROR: Authentication: 100ms refused the management token (401) 0 s ago. The next request is possible in 30 s: "},
		},
		"a host that never answers": {
			never, `{"timeout":0.2}`, nil, 0,
			messages{"downstream: 100ms request for", `{"fault":"timeout"`, "ERROR: Host: No answer in time ("},
		},
		"a bomb": {
			zeros, `{}`, nil, 0,
			messages{"the answer is too large", `{"fault":"tooLarge"`, "ERROR: Answer: The answer is too large ("},
		},
		"a megabyte of one line": {
			text("application/json", `{"x":"`+strings.Repeat("x", 1<<20)+`"}`), `{}`, nil, 0,
			messages{"with JSON of an unexpected shape", `"length":2}` + "\n{}", "ERROR: Answer: 100ms answered 200"},
		},
		"a redirect to itself": {
			loop, `{}`, nil, 0,
			messages{"Peerlens does not follow redirects", `{"status":302`, "ERROR: Host: The server sends each request on to http://"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if name == "a bomb" {
				skipInShort(t)
			}
			server := httptest.NewServer(row.upstream)
			t.Cleanup(server.Close)
			settings := settingsAt(server.URL+"/", row.jsonData)
			maps.Copy(settings.DecryptedSecureJSONData, row.secrets)
			expectMessages(t, settings, func() time.Time { return hourAfterCall().Add(row.ahead) }, row.want)
		})
	}
}
