package plugin

import (
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/stretchr/testify/require"
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
	skipInShort(t)
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

// demoRow has some cells of a row; a null text is empty, and a null number -1.
type demoRow struct {
	session, peer, track, cause string
	score                       float64
}

// demoRows runs a query on the calls of the demo that ended within a day.
func demoRows(t *testing.T, query string) []demoRow {
	t.Helper()
	demo := newInstance(t, settingsOf(`{"service":"demo"}`), nil, hourAfterCall)
	response := demo.queryRange(t, query, hourAfterCall().Add(-24*time.Hour), hourAfterCall())
	require.NoError(t, response.Error)
	require.Len(t, response.Frames, 1)
	frame := response.Frames[0]
	text := func(name string, i int) string {
		if field, _ := frame.FieldByName(name); field != nil {
			if value, isThere := field.ConcreteAt(i); isThere {
				return value.(string)
			}
		}
		return ""
	}
	number := func(field *data.Field, i int) float64 {
		if value, isThere := field.ConcreteAt(i); isThere {
			return value.(float64)
		}
		return -1
	}
	score, _ := frame.FieldByName("score")
	var rows []demoRow
	for i := range frame.Rows() {
		track := strings.Join([]string{text("side", i), text("kind", i), text("type", i), text("rid", i)}, " ")
		rows = append(rows, demoRow{text("session_id", i), text("peer", i), track, text("cause", i), number(score, i)})
	}
	return rows
}

const knownFaults = `"roomIds":["d3e0d3e0d3e0d3e000000005"]`

func TestKnownFaultsOfTheDemoAreFoundByName(t *testing.T) {
	skipInShort(t)
	inTime(t, func(t *testing.T) {
		faults := map[string]map[string]bool{}
		sessions := map[string]string{}
		for _, row := range demoRows(t, `{"queryType":"calls",`+knownFaults+`}`) {
			name, _, _ := strings.Cut(row.peer, " (")
			if faults[name] == nil {
				faults[name] = map[string]bool{}
			}
			faults[name][row.cause] = true
			sessions[name] = row.session
			if name == "Good" || row.cause == "none" {
				require.GreaterOrEqual(t, row.score, 2.5, row)
			} else {
				require.Less(t, row.score, 2.5, row)
			}
		}
		require.Equal(t, map[string]map[string]bool{
			"Bad uplink":    {"own uplink": true},
			"Bad downlink":  {"own downlink": true},
			"Weak camera":   {"own camera": true},
			"Good":          {"none": true, "sender Bad uplink (Cork)": true, "sender Weak camera (Osaka)": true, "several senders": true},
			"Static screen": {"none": true},
			"Paused layer":  {"none": true},
			"Muted":         {"none": true},
		}, faults)

		scores := map[string]float64{}
		for _, row := range demoRows(t, `{"queryType":"tracks","metrics":["score"],"sessionId":"`+sessions["Muted"]+`"}`) {
			if strings.HasPrefix(row.track, "publisher") {
				scores[row.peer+" "+row.track] = row.score
			}
		}
		require.InDelta(t, -1, scores["Static screen (Perth) publisher video screen "], 0)
		require.InDelta(t, -1, scores["Muted (Hanoi) publisher audio  "], 0)
		require.InDelta(t, 5, scores["Paused layer (Turin) publisher video regular h"], 0.2)
	})
}
