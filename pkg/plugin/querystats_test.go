package plugin

import (
	"fmt"
	"strings"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/peerlens/peerlens-quality-datasource/testdata"
)

// stats returns the stats of a query's first frame by their names.
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

func TestFirstFrameHasTheStatsOfItsQuery(t *testing.T) {
	plugin := serve(t, documents(t), `{}`)
	bytes := 2 * len(testdata.Document(t, "100ms-peer-stats.json"))
	for i, want := range []map[string]float64{
		{"Upstream requests": 2, "Cache hits": 0, "Bytes received": float64(bytes)},
		{"Upstream requests": 0, "Cache hits": 2, "Bytes received": 0},
	} {
		got := stats(plugin.query(t, strings.Replace(peerQuery, `"p"`, `"p","q"`, 1)))
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("query %d cost %v, want %v", i+1, got, want)
		}
	}
}

// Frames and the metric count hits in both parts of the cache, and requests shared with one in flight. A blocked
// request is no hit.
func TestFramesAndTheMetricCountTheSameHits(t *testing.T) {
	const shared = "peerlens_shared_answers_total route=peerStats service=100ms"
	upstream := count(documents(t))
	plugin := serve(t, upstream, `{}`)
	expect := func(name string, before, growth float64, requests int) {
		t.Helper()
		all := upstream.sum()
		if got := series(t)[shared] - before; got != growth || all != requests {
			t.Errorf("%s: %v in the metric, want %v; %d requests, want %d", name, got, growth, all, requests)
		}
	}
	before, hits := series(t)[shared], 0.0
	for range 11 {
		hits += stats(plugin.query(t, strings.Replace(peerQuery, `"p"`, `"p","q"`, 1)))["Cache hits"]
	}
	if hits != 20 {
		t.Errorf("%v hits on frames", hits)
	}
	expect("rules", before, 20, 2)
	for range 5 {
		plugin.fetch(t, `{"route":"peerStats","params":{"session_id":"s","peer_id":"p"}}`)
	}
	expect("panels", before, 25, 2)
	before = series(t)[shared]
	for range 3 {
		if body := plugin.fetch(t, `{"route":"peerStats","params":{"session_id":"s","peer_id":"denied"}}`); strings.Contains(body, "shared") {
			t.Errorf("a refusal is counted as a hit: %s", body)
		}
	}
	cost := stats(plugin.query(t, strings.Replace(peerQuery, `"p"`, `"p","r","s"`, 1)))
	if cost["Cache hits"] != 1 || cost["Upstream requests"] != 0 || cost["Bytes received"] != 0 {
		t.Errorf("a peer that is kept beside two that are held back cost %v", cost)
	}
	expect("refusals", before, 1, 3)
}
