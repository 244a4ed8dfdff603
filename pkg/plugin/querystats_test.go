package plugin

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/peerlens/peerlens-quality-datasource/simulator"
	"go.uber.org/goleak"
)

// stats gives the stats of a query's first frame by their names.
func stats(response backend.DataResponse) map[string]float64 {
	named := map[string]float64{}
	for i, frame := range response.Frames {
		for _, stat := range frame.Meta.Stats {
			if i > 0 {
				named["on another frame"]++
			}
			named[stat.DisplayName] = stat.Value
		}
	}
	return named
}

func TestWhatAQueryCostStandsOnItsFirstFrame(t *testing.T) {
	p := plug(t, documents(t), `{}`)
	text, err := os.ReadFile(filepath.Join("..", "..", "testdata", "documents", "100ms-peer-stats.json"))
	if err != nil {
		t.Fatal(err)
	}
	query := map[string]string{"A": `{"queryType":"peerStats","sessionId":"6977b3f3cdd1e423f8b2cabc","peerIds":["p","q"],"format":"numeric","metrics":["rtt_ms"]}`}
	for i, want := range []map[string]float64{
		{"Upstream requests": 2, "Cache hits": 0, "Bytes received": float64(2 * len(text))},
		{"Upstream requests": 0, "Cache hits": 2, "Bytes received": 0},
	} {
		got := stats(p.query(t, query)["A"])
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("query %d cost %v, want %v", i+1, got, want)
		}
	}
}

// Both count what was spared in either half of the cache, and what is under way for another; a refusal that stands spares nothing.
func TestThePanelAndTheMetricCountTheSameHits(t *testing.T) {
	const shared = "peerlens_shared_answers_total route=peerStats service=100ms"
	var asked atomic.Int32
	status := http.StatusOK
	answer := documents(t)
	p := plug(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if status != http.StatusOK {
			w.WriteHeader(status)
			return
		}
		answer(w, r)
	}, `{}`)
	rule := map[string]string{"A": `{"queryType":"peerStats","sessionId":"6977b3f3cdd1e423f8b2cabc","peerIds":["p","q"],"format":"numeric","metrics":["jitter_ms"]}`}
	before := series(t)[shared]
	hits := 0.0
	for range 11 {
		hits += stats(p.query(t, rule)["A"])["Cache hits"]
	}
	if grown := series(t)[shared] - before; grown != 20 || hits != 20 || asked.Load() != 2 {
		t.Errorf("%d requests, %v hits on frames, %v in the metric", asked.Load(), hits, grown)
	}
	for range 5 {
		p.call(t, http.MethodPost, "fetch", `{"requests":[{"route":"peerStats","params":{"session_id":"6977b3f3cdd1e423f8b2cabc","peer_id":"p"}}]}`)
	}
	if grown := series(t)[shared] - before; grown != 25 {
		t.Errorf("%v in the metric after five panels", grown)
	}
	status = http.StatusUnauthorized
	before = series(t)[shared]
	for range 3 {
		_, body := p.call(t, http.MethodPost, "fetch", `{"requests":[{"route":"peerStats","params":{"session_id":"s","peer_id":"refused"}}]}`)
		if strings.Contains(body, "shared") {
			t.Errorf("a refusal is told as a hit: %s", body)
		}
	}
	rule["A"] = strings.ReplaceAll(rule["A"], `"q"`, `"r","s"`)
	if cost := stats(p.query(t, rule)["A"]); cost["Cache hits"] != 1 || cost["Upstream requests"] != 0 || cost["Bytes received"] != 0 {
		t.Errorf("a peer that is kept beside two that are held back cost %v", cost)
	}
	if grown := series(t)[shared] - before; grown != 1 || asked.Load() != 3 {
		t.Errorf("%d requests, %v in the metric after refusals", asked.Load(), grown)
	}
}

// Ten panels of five viewers that refresh in their own time, over an interval of five minutes.
func TestFiftyPanelsOverAnIntervalAskOnce(t *testing.T) {
	for way, ask := range map[string]func(testing.TB, *Datasource, int){"panels": askByPanel, "rules": askByRule} {
		t.Run(way, func(t *testing.T) {
			var asked atomic.Int32
			var seconds atomic.Int64
			instance := hourlyBy(t, &asked, func() time.Time { return callTime.Add(time.Duration(seconds.Load()) * time.Second) })
			for range 50 {
				ask(t, instance, 1)
				seconds.Add(6)
			}
			if asked.Load() != 1 {
				t.Errorf("%d requests", asked.Load())
			}
		})
	}
}

// withLogin is Storm with a login in front of shared documents.
func withLogin(t *testing.T) http.HandlerFunc {
	t.Helper()
	logins, answer := simulator.Handler(simulator.Options{Now: hourAfterCall}), documents(t)
	return func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api/auth/") {
			logins.ServeHTTP(w, r)
			return
		}
		answer(w, r)
	}
}

const (
	substreamQuery = `{"queryType":"substream","app":"live","streamKeys":["studio"],"substreams":["native"]}`
	// patient gives a request ten minutes: a test that many requests of a slow machine share must fail on what it is about alone.
	patient = `{"timeout":600}`
)

// Logins, requests that are shared, caches: all ends with the instance.
func TestAnInstanceThatWasAskedMuchLeavesNothingRunning(t *testing.T) {
	before := goleak.IgnoreCurrent()
	server := httptest.NewServer(withLogin(t))
	for jsonData, query := range map[string]string{
		patient: `{"queryType":"peerStats","sessionId":"s","peerIds":["p"],"format":"numeric","metrics":["rtt_ms"]}`,
		`{"service":"storm","username":"demo","timeout":600}`: substreamQuery,
	} {
		instance := newDatasource(t.Context(), backend.DataSourceInstanceSettings{
			URL: server.URL, JSONData: []byte(jsonData),
			DecryptedSecureJSONData: map[string]string{"managementToken": simulator.ManagementToken, "password": simulator.Password},
		}, hourAfterCall)
		var all sync.WaitGroup
		for range 50 {
			all.Go(func() {
				answered, err := instance.QueryData(t.Context(), queryOf(query, callTime.Add(-time.Minute), callTime.Add(time.Minute)))
				if response := answered.Responses["A"]; err != nil || response.Error != nil {
					t.Errorf("%v, %v", err, response.Error)
				}
			})
		}
		all.Wait()
		instance.Dispose()
	}
	server.Close()
	expectNothingRuns(t, before)
}

// expectNothingRuns waits until only the goroutines of before are left. The bound is for a failure alone.
func expectNothingRuns(t *testing.T, before goleak.Option) {
	t.Helper()
	ends := time.Now().Add(2 * time.Minute)
	for err := goleak.Find(before); err != nil; err = goleak.Find(before) {
		if time.Now().After(ends) {
			t.Error(err)
			return
		}
	}
}
