package plugin

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/simulator"
)

// The default cache holds an hour of a thousand peers, both for panels and for rules: five calls of the demo for each.
func TestThousandPeersOfAnHourFitIntoTheCache(t *testing.T) {
	const thousand, few, calls = 1_000, 10, 5
	simulated := simulator.Handler(hourAfterCall)
	upstream := count(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.URL.RawQuery = "session_id=latest-call&peer_id=a11ce000-0000-4000-8000-000000000001"
		simulated.ServeHTTP(w, r)
	}))
	plugin := newInstance(t, settingsOf(`{}`), upstream, time.Now)
	for peer := range few {
		const session = "6977b3f3cdd1e423f8b2cabc"
		plugin.fetch(t, fmt.Sprintf(`{"route":"peerStats","params":{"session_id":%q,"peer_id":"%d"}}`, session, peer))
		query := fmt.Sprintf(`{"queryType":"peerStats","sessionId":%q,"peerIds":["%d"],"format":"numeric","metrics":["jitter_ms"]}`, session, peer)
		response := plugin.queryRange(t, query, callTime.Add(-time.Hour), hourAfterCall())
		if response.Error != nil || response.Frames[0].Rows() == 0 {
			t.Fatal(response.Error)
		}
	}
	bytesPerPeer := plugin.handlers.(*Datasource).upstream.CachedBytes() / few * calls
	if requests := upstream.sum(); requests != few || bytesPerPeer*thousand > 64<<20 {
		t.Errorf("%d requests, %d bytes a peer", requests, bytesPerPeer)
	}
}
