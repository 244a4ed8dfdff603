package plugin

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
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

// hourly is an instance whose upstream has an hour of each peer, and counts its requests.
func hourly(tb testing.TB, asked *atomic.Int32) *Datasource { return hourlyBy(tb, asked, time.Now) }

func hourlyBy(tb testing.TB, asked *atomic.Int32, now func() time.Time) *Datasource {
	tb.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, hour())
	}))
	tb.Cleanup(server.Close)
	settings := backend.DataSourceInstanceSettings{
		URL: server.URL, JSONData: []byte(`{}`), DecryptedSecureJSONData: map[string]string{"managementToken": "the-management-token"},
	}
	instance := newDatasource(tb.Context(), settings, now)
	tb.Cleanup(instance.Dispose)
	return instance
}

// askByPanel asks for a peer as a browser does, and askByRule as an alert rule does.
func askByPanel(tb testing.TB, instance *Datasource, peer int) {
	tb.Helper()
	body := fmt.Sprintf(`{"requests":[{"route":"peerStats","params":{"session_id":"6977b3f3cdd1e423f8b2cabc","peer_id":"%d"}}]}`, peer)
	request := &backend.CallResourceRequest{Method: http.MethodPost, Path: "fetch", URL: "fetch", Body: []byte(body)}
	err := instance.CallResource(tb.Context(), request, backend.CallResourceResponseSenderFunc(func(*backend.CallResourceResponse) error { return nil }))
	if err != nil {
		tb.Fatal(err)
	}
}

func askByRule(tb testing.TB, instance *Datasource, peer int) {
	tb.Helper()
	query := fmt.Sprintf(`{"queryType":"peerStats","sessionId":"6977b3f3cdd1e423f8b2cabc","peerIds":["%d"],"format":"numeric","metrics":["jitter_ms"]}`, peer)
	answered, err := instance.QueryData(tb.Context(), queryOf(query, callTime.Add(-time.Hour), callTime.Add(2*time.Hour)))
	if response := answered.Responses["A"]; err != nil || response.Error != nil || response.Frames[0].Rows() == 0 {
		tb.Fatalf("%v, %v", err, response.Error)
	}
}

// What panels and rules keep of a thousand peers, each in a call of an hour, fits together into the standard cache.
func TestAThousandPeersOfAnHourFitIntoTheCache(t *testing.T) {
	const thousand, few = 1_000, 10
	var asked atomic.Int32
	instance := hourly(t, &asked)
	for peer := range few {
		askByPanel(t, instance, peer)
		askByRule(t, instance, peer)
	}
	kept := instance.upstream.CachedBytes() / few
	t.Logf("a peer's hour is %d bytes of JSON and takes %d in the cache, for panels and rules: %d fit", len(hour()), kept, (64<<20)/kept)
	if asked.Load() != few || kept*thousand > 64<<20 {
		t.Errorf("%d requests, %d bytes a peer", asked.Load(), kept)
	}
}

func BenchmarkAPeerOfAnHourThatIsKept(b *testing.B) {
	for way, ask := range map[string]func(testing.TB, *Datasource, int){"panel": askByPanel, "rule": askByRule} {
		b.Run(way, func(b *testing.B) {
			var asked atomic.Int32
			instance := hourly(b, &asked)
			ask(b, instance, 1)
			b.SetBytes(int64(len(hour())))
			for b.Loop() {
				ask(b, instance, 1)
			}
			if asked.Load() != 1 {
				b.Errorf("%d requests", asked.Load())
			}
		})
	}
}
