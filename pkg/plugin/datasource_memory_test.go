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

// hour is the stats of a demo peer in a call of one hour: those of five calls of 12 minutes, one after another.
var hour = sync.OnceValue(func() string {
	const every, length = 20 * time.Minute, 12 * time.Minute
	first := callTime.Truncate(every)
	generator := demo.NewTransport(func() time.Time { return first.Add(24 * time.Hour) })
	var whole any
	for call := range 5 {
		begins := first.Add(time.Duration(call) * every)
		query := url.Values{"session_id": {fmt.Sprintf("%08xca11000000000001", begins.Unix())}, "peer_id": {"a11ce000-0000-4000-8000-000000000001"}}
		request := httptest.NewRequest(http.MethodGet, "http://demo.invalid/v2/analytics/peer-stats?"+query.Encode(), http.NoBody)
		response, err := generator.RoundTrip(request)
		if err != nil {
			panic(err)
		}
		var part any
		if err := json.NewDecoder(response.Body).Decode(&part); err != nil {
			panic(err)
		}
		whole = behind(whole, part, "", float64((time.Duration(call) * (length - every)).Milliseconds()))
	}
	text, err := json.Marshal(whole)
	if err != nil {
		panic(err)
	}
	return string(text)
})

// behind appends the samples of one document to those of another, with their times moved.
func behind(whole, part any, name string, moved float64) any {
	switch part := part.(type) {
	case map[string]any:
		joined, _ := whole.(map[string]any)
		if joined == nil {
			joined = map[string]any{}
		}
		for member, value := range part {
			joined[member] = behind(joined[member], value, member, moved)
		}
		return joined
	case []any:
		joined, _ := whole.([]any)
		for i, value := range part {
			switch {
			case name == "timestamps":
				value = value.(float64) + moved
			case name == "video" || name == "audio":
				if i < len(joined) {
					joined[i] = behind(joined[i], value, "", moved)
					continue
				}
				value = behind(nil, value, "", moved)
			}
			joined = append(joined, value)
		}
		return joined
	}
	return part
}

// newHourly makes an instance whose upstream has an hour of each peer.
func newHourly(tb testing.TB) (instance, *counter) {
	tb.Helper()
	upstream := count(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, hour())
	}))
	return newInstance(tb, settingsOf(`{}`), upstream, time.Now), upstream
}

// askAsPanel asks for a peer as a browser does, and askAsRule as an alert rule does.
func askAsPanel(tb testing.TB, plugin instance, peer int) {
	tb.Helper()
	plugin.fetch(tb, fmt.Sprintf(`{"route":"peerStats","params":{"session_id":"6977b3f3cdd1e423f8b2cabc","peer_id":"%d"}}`, peer))
}

func askAsRule(tb testing.TB, plugin instance, peer int) {
	tb.Helper()
	query := fmt.Sprintf(`{"queryType":"peerStats","sessionId":"6977b3f3cdd1e423f8b2cabc","peerIds":["%d"],"format":"numeric","metrics":["jitter_ms"]}`, peer)
	response := plugin.queryRange(tb, query, callTime.Add(-time.Hour), callTime.Add(2*time.Hour))
	if response.Error != nil || response.Frames[0].Rows() == 0 {
		tb.Fatal(response.Error)
	}
}

// What panels and rules keep of a thousand peers, each in a call of an hour, fits together into the standard cache.
func TestAThousandPeersOfAnHourFitIntoTheCache(t *testing.T) {
	const thousand, few = 1_000, 10
	plugin, upstream := newHourly(t)
	for peer := range few {
		askAsPanel(t, plugin, peer)
		askAsRule(t, plugin, peer)
	}
	kept := plugin.handlers.(*Datasource).upstream.CachedBytes() / few
	t.Logf("a peer's hour is %d bytes of JSON and takes %d in the cache, for panels and rules: %d fit", len(hour()), kept, (64<<20)/kept)
	if _, requests := upstream.of(""); requests != few || kept*thousand > 64<<20 {
		t.Errorf("%d requests, %d bytes a peer", requests, kept)
	}
}

func BenchmarkAPeerOfAnHourThatIsKept(b *testing.B) {
	for way, ask := range map[string]func(testing.TB, instance, int){"panel": askAsPanel, "rule": askAsRule} {
		b.Run(way, func(b *testing.B) {
			plugin, upstream := newHourly(b)
			ask(b, plugin, 1)
			b.SetBytes(int64(len(hour())))
			for b.Loop() {
				ask(b, plugin, 1)
			}
			if _, requests := upstream.of(""); requests != 1 {
				b.Errorf("%d requests", requests)
			}
		})
	}
}
