package plugin

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/demo"
)

// tracks has the tracks of one side of a document, by kind.
type tracks map[string][]struct {
	ID     string           `json:"track_id"`
	Type   string           `json:"type,omitempty"`
	RID    *string          `json:"rid,omitempty"`
	Series map[string][]any `json:"time_series"`
}

// hour returns the stats of a demo peer in a session of one hour: those of five sessions of 12 minutes in a row.
var hour = sync.OnceValue(func() string {
	const every, length, calls = 20 * time.Minute, 12 * time.Minute, 5
	first := callTime.Truncate(every)
	generator := demo.NewTransport(func() time.Time { return first.Add(24 * time.Hour) })
	var whole map[string]tracks
	for call := range calls {
		begins := first.Add(time.Duration(call) * every)
		query := url.Values{"session_id": {fmt.Sprintf("%08xca11000000000001", begins.Unix())}, "peer_id": {"a11ce000-0000-4000-8000-000000000001"}}
		request := httptest.NewRequest(http.MethodGet, "http://demo.invalid/v2/analytics/peer-stats?"+query.Encode(), http.NoBody)
		response, err := generator.RoundTrip(request)
		if err != nil {
			panic(err)
		}
		var read struct{ Publisher, Subscriber tracks }
		if err := json.NewDecoder(response.Body).Decode(&read); err != nil {
			panic(err)
		}
		part := map[string]tracks{"publisher": read.Publisher, "subscriber": read.Subscriber}
		if whole == nil {
			whole = part
			continue
		}
		for side, kinds := range part {
			for kind, list := range kinds {
				for i, track := range list[:min(len(list), len(whole[side][kind]))] {
					for j, at := range track.Series["timestamps"] {
						track.Series["timestamps"][j] = at.(float64) - float64((time.Duration(call) * (every - length)).Milliseconds())
					}
					for name, values := range track.Series {
						joined := whole[side][kind][i].Series
						joined[name] = append(joined[name], values...)
					}
				}
			}
		}
	}
	text, err := json.Marshal(whole)
	if err != nil {
		panic(err)
	}
	return string(text)
})

// newHourly returns an instance whose upstream has an hour of stats for each peer.
func newHourly(tb testing.TB) (instance, *counter) {
	tb.Helper()
	upstream := count(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, hour())
	}))
	return newInstance(tb, settingsOf(`{}`), upstream, time.Now), upstream
}

// fetchAsPanel requests a peer as a browser does, queryAsRule as an alert rule does.
func fetchAsPanel(tb testing.TB, plugin instance, peer int) {
	tb.Helper()
	plugin.fetch(tb, fmt.Sprintf(`{"route":"peerStats","params":{"session_id":"6977b3f3cdd1e423f8b2cabc","peer_id":"%d"}}`, peer))
}

func queryAsRule(tb testing.TB, plugin instance, peer int) {
	tb.Helper()
	query := fmt.Sprintf(`{"queryType":"peerStats","sessionId":"6977b3f3cdd1e423f8b2cabc","peerIds":["%d"],"format":"numeric","metrics":["jitter_ms"]}`, peer)
	response := plugin.queryRange(tb, query, callTime.Add(-time.Hour), callTime.Add(2*time.Hour))
	if response.Error != nil || response.Frames[0].Rows() == 0 {
		tb.Fatal(response.Error)
	}
}

// The default cache holds an hour of a thousand peers, both for panels and for rules.
func TestThousandPeersOfAnHourFitIntoTheCache(t *testing.T) {
	const thousand, few = 1_000, 10
	plugin, upstream := newHourly(t)
	for peer := range few {
		fetchAsPanel(t, plugin, peer)
		queryAsRule(t, plugin, peer)
	}
	bytesPerPeer := plugin.handlers.(*Datasource).upstream.CachedBytes() / few
	t.Logf("a peer's hour is %d bytes of JSON and takes %d in the cache, for panels and rules: %d fit", len(hour()), bytesPerPeer, (64<<20)/bytesPerPeer)
	if _, requests := upstream.of(""); requests != few || bytesPerPeer*thousand > 64<<20 {
		t.Errorf("%d requests, %d bytes a peer", requests, bytesPerPeer)
	}
}

func BenchmarkCachedPeerOfAnHour(b *testing.B) {
	for name, request := range map[string]func(testing.TB, instance, int){"panel": fetchAsPanel, "rule": queryAsRule} {
		b.Run(name, func(b *testing.B) {
			plugin, upstream := newHourly(b)
			request(b, plugin, 1)
			b.SetBytes(int64(len(hour())))
			for b.Loop() {
				request(b, plugin, 1)
			}
			if _, requests := upstream.of(""); requests != 1 {
				b.Errorf("%d requests", requests)
			}
		})
	}
}
