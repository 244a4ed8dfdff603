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

func TestFiveHundredQueriesOfTenPeersAskTenTimes(t *testing.T) {
	var asked atomic.Int32
	answer := documents(t)
	p := plug(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		answer(w, r)
	}, `{}`)
	var all sync.WaitGroup
	for i := range 500 {
		all.Go(func() {
			query := fmt.Sprintf(`{"queryType":"peerStats","sessionId":"s","peerIds":["p%d"],"format":"numeric","metrics":["jitter_ms"]}`, i%10)
			if response := p.query(t, map[string]string{"A": query})["A"]; response.Error != nil || len(response.Frames) != 1 {
				t.Errorf("%d frames, %v", len(response.Frames), response.Error)
			}
		})
	}
	all.Wait()
	if asked.Load() != 10 {
		t.Errorf("%d requests", asked.Load())
	}
}

// Ten panels of five viewers, as the browser asks.
func TestFiftyPanelsOfOnePeerAskOnce(t *testing.T) {
	var asked atomic.Int32
	answer := documents(t)
	p := plug(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		answer(w, r)
	}, `{}`)
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			_, body := p.call(t, http.MethodPost, "fetch", `{"requests":[{"route":"peerStats","params":{"session_id":"s","peer_id":"p"}}]}`)
			if !strings.HasPrefix(body, `{"status":200,`) {
				t.Errorf("answered %.100s", body)
			}
		})
	}
	all.Wait()
	if asked.Load() != 1 {
		t.Errorf("%d requests", asked.Load())
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

// Logins, requests that are shared, caches: all ends with the instance.
func TestAnInstanceThatWasAskedMuchLeavesNothingRunning(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	server := httptest.NewServer(simulator.Handler(simulator.Options{}))
	defer server.Close()
	for jsonData, query := range map[string]string{
		`{}`:                                    `{"queryType":"peerStats","sessionId":"latest-call","peerIds":["b0b00000-0000-4000-8000-000000000002"],"format":"numeric","metrics":["rtt_ms"]}`,
		`{"service":"storm","username":"demo"}`: `{"queryType":"substream","app":"live","streamKeys":["studio"],"substreams":["native"]}`,
	} {
		instance := newDatasource(t.Context(), backend.DataSourceInstanceSettings{
			URL: server.URL, JSONData: []byte(jsonData),
			DecryptedSecureJSONData: map[string]string{"managementToken": simulator.ManagementToken, "password": simulator.Password},
		}, time.Now)
		var all sync.WaitGroup
		for range 500 {
			all.Go(func() {
				answered, err := instance.QueryData(t.Context(), queryOf(query, time.Now().Add(-time.Hour), time.Now()))
				if response := answered.Responses["A"]; err != nil || response.Error != nil {
					t.Errorf("%v, %v", err, response.Error)
				}
			})
		}
		all.Wait()
		instance.Dispose()
	}
}

func TestFiveHundredQueriesLogInOnce(t *testing.T) {
	var logins atomic.Int32
	server := simulator.Handler(simulator.Options{})
	p := plug(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api/auth/login" {
			logins.Add(1)
		}
		server.ServeHTTP(w, r)
	}, `{"service":"storm","username":"demo"}`)
	p.context.DataSourceInstanceSettings.DecryptedSecureJSONData["password"] = simulator.Password
	var all sync.WaitGroup
	for range 500 {
		all.Go(func() {
			query := `{"queryType":"substream","app":"live","streamKeys":["studio"],"substreams":["native"]}`
			if response := p.query(t, map[string]string{"A": query})["A"]; response.Error != nil {
				t.Error(response.Error)
			}
		})
	}
	all.Wait()
	if logins.Load() != 1 {
		t.Errorf("%d logins", logins.Load())
	}
}
