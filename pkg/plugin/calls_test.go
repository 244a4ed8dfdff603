package plugin

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/config"
)

const (
	sessions     = 137
	callsEvery   = 5 * time.Minute
	evaluations  = 60
	eachDocument = 12
)

// fleet is 100ms with sessions of 3 to 7 peers that end every five minutes, and counts what it is asked for.
type fleet struct {
	mu    sync.Mutex
	asked map[string]int
	text  string
}

func newFleet() *fleet {
	times := make([]int64, eachDocument)
	numbers := make([]float64, eachDocument)
	for i := range times {
		times[i], numbers[i] = callTime.UnixMilli()+int64(i)*10_000, float64(i%7)/2
	}
	series := map[string]any{
		"timestamps": times, "bitrate": numbers, "fps": numbers, "packet_loss_percent": numbers, "rtt_ms": numbers, "jitter_ms": numbers,
	}
	track := []any{map[string]any{"track_id": "t", "time_series": series}}
	text, _ := json.Marshal(map[string]any{
		"publisher": map[string]any{"video": track, "audio": track}, "subscriber": map[string]any{"video": track, "audio": track},
	})
	return &fleet{asked: map[string]int{}, text: string(text)}
}

func (f *fleet) peers() int {
	peers := 0
	for i := range sessions {
		peers += 3 + i%5
	}
	return peers
}

func (f *fleet) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	f.asked[strings.TrimPrefix(r.URL.Path, "/v2/")+" "+r.URL.Query().Get("peer_id")]++
	f.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if r.URL.Path == "/v2/analytics/peer-stats" {
		_, _ = fmt.Fprint(w, f.text)
		return
	}
	from := 0
	if start := r.URL.Query().Get("start"); start != "" {
		_, _ = fmt.Sscanf(start, "%x", &from)
	}
	var page []any
	for i := from; i < min(from+100, sessions); i++ {
		page = append(page, sessionOf(i))
	}
	last := ""
	if from+100 < sessions {
		last = fmt.Sprintf("%x", from+100)
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"limit": 100, "data": page, "last": last})
}

// sessionOf is the session that ended so many times five minutes ago.
func sessionOf(i int) map[string]any {
	id := fmt.Sprintf("%024x", i)
	end := callTime.Add(-time.Duration(i) * callsEvery)
	peers := map[string]any{}
	for p := range 3 + i%5 {
		peer := fmt.Sprintf("%s-%d", id, p)
		peers[peer] = map[string]any{"id": peer, "name": "n"}
	}
	begin := end.Add(-time.Hour)
	return map[string]any{
		"id": id, "room_id": "r", "active": false, "peers": peers,
		"created_at": begin.UTC().Format("2006-01-02T15:04:05.000Z"), "updated_at": end.UTC().Format("2006-01-02T15:04:05.000Z"),
	}
}

// An alert rule on the calls of half a day, evaluated each minute for an hour.
func TestAnHourOfEvaluationsAsksEachPeerOnce(t *testing.T) {
	upstream := newFleet()
	server := httptest.NewServer(upstream)
	defer server.Close()
	// What is kept is packed by goroutines that ask for the time.
	var minutes atomic.Int64
	now := func() time.Time { return callTime.Add(time.Duration(minutes.Load()) * time.Minute) }
	instance := newDatasource(t.Context(), backend.DataSourceInstanceSettings{
		URL: server.URL, JSONData: []byte(`{"maxSessions":200}`), DecryptedSecureJSONData: map[string]string{"managementToken": "t"},
	}, now)
	defer instance.Dispose()
	evaluate := func() (rows int, took time.Duration) {
		began := time.Now()
		response, err := instance.QueryData(t.Context(), &backend.QueryDataRequest{
			PluginContext: backend.PluginContext{GrafanaConfig: config.NewGrafanaCfg(nil)},
			Queries: []backend.DataQuery{{
				RefID: "A", JSON: []byte(`{"queryType":"calls","format":"numeric"}`),
				TimeRange: backend.TimeRange{From: callTime.Add(-11*time.Hour - 30*time.Minute), To: now()},
			}},
		})
		if err != nil || response.Responses["A"].Error != nil {
			t.Fatal(err, response.Responses["A"].Error)
		}
		rows, _ = response.Responses["A"].Frames[0].RowLen()
		return rows, time.Since(began)
	}
	rows, cold := evaluate()
	if rows != upstream.peers() {
		t.Fatalf("%d rows of %d peers", rows, upstream.peers())
	}
	var slowest time.Duration
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for range evaluations - 1 {
		minutes.Add(1)
		_, took := evaluate()
		slowest = max(slowest, took)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	lists, stats := 0, 0
	for what, count := range upstream.asked {
		if strings.HasPrefix(what, "analytics") {
			stats++
			if count != 1 {
				t.Errorf("%s was asked %d times", what, count)
			}
		} else {
			lists += count
		}
	}
	if stats != upstream.peers() || lists != 2*evaluations {
		t.Errorf("asked for the stats of %d peers, and %d pages of lists", stats, lists)
	}
	if slowest > 10*time.Second || after.HeapAlloc > before.HeapAlloc+50<<20 {
		t.Errorf("the slowest took %v; the heap went from %d to %d MB", slowest, before.HeapAlloc>>20, after.HeapAlloc>>20)
	}
	t.Logf("%d peers: cold %v, the slowest of %d after it %v; heap %d MB", rows, cold, evaluations-1, slowest, after.HeapAlloc>>20)
}
