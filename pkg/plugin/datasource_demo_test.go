package plugin

import (
	"strings"
	"testing"
	"time"
)

const peerOfTheDemo = `"sessionId":"latest-call","peerIds":["a11ce000-0000-4000-8000-000000000001"]`

func TestDemoAnswersBothServicesWithoutANetwork(t *testing.T) {
	demo := serve(t, nil, `{"service":"demo"}`)
	substreams := demo.query(t, strings.Replace(substreamQuery, `"native"`, `"native","720p"`, 1))
	if substreams.Error != nil || len(substreams.Frames) != 1 || substreams.Frames[0].Rows() != 2 {
		t.Errorf("substreams: %d frames, %v", len(substreams.Frames), substreams.Error)
	}
	if response := demo.query(t, `{"queryType":"peerStats",`+peerOfTheDemo+`}`); response.Error != nil {
		t.Errorf("peer stats: %v", response.Error)
	}
	if message := demo.health(t); !strings.HasPrefix(message, "OK: ") || !strings.Contains(message, "demo generator") {
		t.Errorf("health: %s", message)
	}
}

// Ended sessions never change, so each of their peers is scored once. The session of `latest-call` does change.
func TestDemoCachesPeersOfEndedSessions(t *testing.T) {
	inTime(t, func(t *testing.T) {
		demo := newInstance(t, settingsOf(`{"service":"demo"}`), nil, hourAfterCall)
		requests := func(query string) float64 {
			t.Helper()
			response := demo.queryRange(t, query, callTime.Add(30*time.Minute), hourAfterCall())
			if response.Error != nil || len(response.Frames) == 0 || response.Frames[0].Rows() == 0 {
				t.Fatalf("got %v, %v", response.Frames, response.Error)
			}
			return response.Frames[0].Meta.Stats[0].Value
		}
		calls := `{"queryType":"calls","format":"table"}`
		if first, again := requests(calls), requests(calls); first < 10 || again > 4 {
			t.Errorf("%v requests, then %v", first, again)
		}
		latest := `{"queryType":"peerStats",` + peerOfTheDemo + `,"format":"table"}`
		if first, again := requests(latest), requests(latest); first != again {
			t.Errorf("the latest call: %v requests, then %v", first, again)
		}
	})
}
