package plugin

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/config"
)

const (
	// sessions are more than a page of 100 has.
	sessions     = 104
	callsEvery   = 5 * time.Minute
	evaluations  = 12
	eachDocument = 12
)

// fleet is 100ms with sessions of 1 or 2 peers that end every five minutes, and counts what it is asked for.
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
		peers += 1 + i%2
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
	for p := range 1 + i%2 {
		peer := fmt.Sprintf("%s-%d", id, p)
		peers[peer] = map[string]any{"id": peer, "name": "n"}
	}
	begin := end.Add(-time.Hour)
	return map[string]any{
		"id": id, "room_id": "r", "active": false, "peers": peers,
		"created_at": begin.UTC().Format("2006-01-02T15:04:05.000Z"), "updated_at": end.UTC().Format("2006-01-02T15:04:05.000Z"),
	}
}

// An alert rule on the calls of half a day, evaluated each five minutes for an hour. How long a rule takes is measured in bench/alert.
func TestAnHourOfEvaluationsAsksEachPeerOnce(t *testing.T) {
	inTime(t, func(t *testing.T) {
		upstream := newFleet()
		// What is kept is packed by goroutines that ask for the time.
		var minutes atomic.Int64
		now := func() time.Time { return callTime.Add(time.Duration(minutes.Load()) * time.Minute) }
		instance, ctx := newInTimeBy(t, `{"maxSessions":200}`, upstream, now)
		evaluate := func() {
			response, err := instance.QueryData(ctx, &backend.QueryDataRequest{
				PluginContext: backend.PluginContext{GrafanaConfig: config.NewGrafanaCfg(nil)},
				Queries: []backend.DataQuery{{
					RefID: "A", JSON: []byte(`{"queryType":"calls","format":"numeric"}`),
					TimeRange: backend.TimeRange{From: callTime.Add(-11*time.Hour - 30*time.Minute), To: now()},
				}},
			})
			if err != nil || response.Responses["A"].Error != nil {
				t.Fatal(err, response.Responses["A"].Error)
			}
			if rows, _ := response.Responses["A"].Frames[0].RowLen(); rows != upstream.peers() {
				t.Fatalf("%d rows of %d peers", rows, upstream.peers())
			}
		}
		evaluate()
		for range evaluations - 1 {
			minutes.Add(60 / evaluations)
			evaluate()
		}
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
	})
}
