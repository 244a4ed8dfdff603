package plugin

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/peerlens/peerlens-quality-datasource/simulator"
)

func TestQueryDataAnswersEachQuerySeparately(t *testing.T) {
	run := func(queries map[string]string) backend.Responses {
		plugin := serve(t, documents(t), `{"service":"100ms"}`)
		request := &backend.QueryDataRequest{PluginContext: plugin.pluginContext}
		for refID, query := range queries {
			request.Queries = append(request.Queries, backend.DataQuery{
				RefID: refID, JSON: []byte(query), TimeRange: backend.TimeRange{From: callTime, To: callTime.Add(time.Minute)},
			})
		}
		response, err := plugin.QueryData(t.Context(), request)
		if err != nil {
			t.Fatal(err)
		}
		return response.Responses
	}
	responses := run(map[string]string{
		"A": `{"queryType":"peerStats","sessionId":"s","peerIds":["p"]}`,
		"B": `{"queryType":"peerStats","sessionId":"s","peerIds":["$peer"]}`,
		"C": `{"queryType":"peerStats","sessionId":"s","peerIds":["nobody"]}`,
		"D": `{"queryType":"substream"}`,
	})
	// A rejected token blocks the other queries of its instance.
	responses["E"] = run(map[string]string{"E": `{"queryType":"peerStats","sessionId":"s","peerIds":["denied"]}`})["E"]
	if frames := responses["A"].Frames; responses["A"].Error != nil || len(frames) != 22 {
		t.Fatalf("A: %d frames, %v", len(frames), responses["A"].Error)
	}
	for i, frame := range responses["A"].Frames {
		if frame.RefID != "A" {
			t.Errorf("frame %d has the refId %q", i, frame.RefID)
		}
	}
	for refID, want := range map[string]struct {
		status  backend.Status
		message string
	}{
		"B": {400, "$peer"},
		"C": {404, "100ms answered 404 for the stats of peer nobody in session s: peer not found."},
		"D": {400, "this 100ms data source has no query type \"substream\""},
		"E": {401, "100ms answered 401 for the stats of peer denied in session s: Token validation error (not found)."},
	} {
		got := responses[refID]
		if got.Error == nil || !strings.Contains(got.Error.Error(), want.message) || got.Status != want.status {
			t.Errorf("%s: got %d, %v", refID, got.Status, got.Error)
		}
		if got.ErrorSource != backend.ErrorSourceDownstream {
			t.Errorf("%s: its source is %q", refID, got.ErrorSource)
		}
	}
}

// withSamples returns settings that make the simulator answer every peer with the sample document, after some
// milliseconds.
func withSamples(jsonData string, milliseconds int) backend.DataSourceInstanceSettings {
	settings := settingsOf(jsonData)
	settings.URL += fmt.Sprintf("/documents/100ms-peer-stats/faults/latency=%d", milliseconds)
	return settings
}

// bench/alert measures how long a rule takes.
func TestEvaluationsOfAnHourRequestEachPeerOnce(t *testing.T) {
	skipInShort(t)
	inTime(t, func(t *testing.T) {
		// The cache compresses in goroutines that read the clock.
		var minutes atomic.Int64
		now := func() time.Time { return callTime.Add(time.Duration(minutes.Load()) * time.Minute) }
		upstream := count(simulator.Handler(now))
		rule := newInstance(t, withSamples(`{}`, 0), upstream, now)
		peers := 0
		for ; minutes.Load() < 60; minutes.Add(15) {
			response := rule.queryRange(t, `{"queryType":"calls","format":"numeric"}`, callTime.Add(-3*time.Hour), now())
			if response.Error != nil {
				t.Fatal(response.Error)
			}
			peers = response.Frames[0].Rows()
		}
		if peers < 50 {
			t.Errorf("there are %d peers", peers)
		}
		upstream.expectEachOnce(t, "/peer-stats", peers)
	})
}

// progress parses a message: how many of all peers were read.
func progress(t *testing.T, message string) (read, all int) {
	t.Helper()
	if _, err := fmt.Sscanf(message, "%d of %d peers were read within 1 s", &read, &all); err != nil {
		t.Fatalf("%q: %v", message, err)
	}
	return read, all
}

// The upstream of this alert rule is too slow for one evaluation. No evaluation returns a partial result; each
// continues the previous one.
func TestEvaluationContinuesThePreviousOne(t *testing.T) {
	skipInShort(t)
	inTime(t, func(t *testing.T) {
		now := callTime.UTC
		upstream := count(simulator.Handler(now))
		slow := newInstance(t, withSamples(`{"callsTimeout":1}`, 300), upstream, now)
		run := func(query string) backend.DataResponse {
			return slow.queryRange(t, query, callTime.Add(-6*time.Hour), callTime.Add(-time.Hour))
		}
		// The first query caches the list of sessions, so the second has its whole second for peers.
		run(`{"queryType":"sessions"}`)
		table := run(`{"queryType":"calls"}`)
		if table.Error != nil || len(table.Frames[0].Meta.Notices) == 0 {
			t.Fatalf("%v without a notice", table)
		}
		last, all := progress(t, table.Frames[0].Meta.Notices[0].Text)
		if rows := table.Frames[0].Rows(); last == 0 || last >= all || rows != last {
			t.Fatalf("a table of %d rows, of %d peers that were read of %d", rows, last, all)
		}
		for evaluations := 1; ; evaluations++ {
			response := run(`{"queryType":"calls","format":"numeric"}`)
			if response.Error == nil {
				if rows := response.Frames[0].Rows(); rows != all || evaluations < 2 {
					t.Errorf("evaluation %d gave %d of %d peers", evaluations, rows, all)
				}
				break
			}
			read, total := progress(t, response.Error.Error())
			if read <= last || total != all || response.Status != http.StatusGatewayTimeout || response.ErrorSource != backend.ErrorSourceDownstream {
				t.Fatalf("evaluation %d: %v %v after %d of %d", evaluations, response.Status, response.Error, last, all)
			}
			last = read
		}
		upstream.expectEachOnce(t, "/peer-stats", all)
	})
}

// onHung returns an instance whose upstream does not answer requests for a path, and returns a substream for all
// others.
func onHung(t *testing.T, jsonData, path string) instance {
	t.Helper()
	return newInstance(t, settingsOf(jsonData), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, path) {
			<-r.Context().Done()
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"data":{"healthData":{"healthScore":90,"healthGrade":"Good"}}}`)
	}), time.Now)
}

// within sets the deadline that Grafana sets.
func (i instance) within(t *testing.T, timeout time.Duration) instance {
	t.Helper()
	ctx, cancel := context.WithTimeout(i.ctx, timeout)
	t.Cleanup(cancel)
	i.ctx = ctx
	return i
}

// The default timeouts of an alert rule in Grafana and of an upstream are both 30 s. The error names the upstream
// whichever ends first.
func TestAlertRuleAndHealthNameAHostThatHangs(t *testing.T) {
	for name, row := range map[string]struct{ jsonData, query, want, host string }{
		"a session, its timeout the same": {`{"timeout":1}`, peerQuery, "100ms request for the stats of peer p in session s", upstreamHost},
		"calls, their time longer": {
			`{"timeout":2}`, `{"queryType":"calls","format":"numeric"}`, "100ms request for the sessions failed: the time limit of the query was reached (0.", "",
		},
		"a substream": {
			`{"service":"storm","auth":"token"}`, strings.Replace(substreamQuery, "}", `,"format":"numeric"}`, 1), "Storm request for substream live/studio/native",
			"",
		},
	} {
		t.Run(name, func(t *testing.T) {
			inTime(t, func(t *testing.T) {
				response := onHung(t, row.jsonData, "/").within(t, time.Second).queryRange(t, row.query, time.Now().Add(-time.Hour), time.Now())
				if response.Status != http.StatusGatewayTimeout || response.ErrorSource != backend.ErrorSourceDownstream {
					t.Errorf("%d %s", response.Status, response.ErrorSource)
				}
				if message := fmt.Sprint(response.Error); !strings.Contains(message, row.want) || !strings.Contains(message, row.host) {
					t.Error(message)
				}
				health := onHung(t, row.jsonData, "/").within(t, time.Second).health(t)
				if !strings.HasPrefix(health, "ERROR: Host: No answer in time (") || !strings.Contains(health, upstreamHost) {
					t.Error(health)
				}
			})
		})
	}
}

func TestSubstreamThatHangsAffectsOnlyItsRow(t *testing.T) {
	names := make([]string, 20)
	for i := range names {
		names[i] = fmt.Sprintf(`"n%d"`, i)
	}
	query := `{"queryType":"substream","app":"a","streamKeys":["k"],"substreams":[` + strings.Join(names, ",") + `],"format":"numeric"}`
	for _, timeout := range []string{"1", "30"} {
		inTime(t, func(t *testing.T) {
			hung := onHung(t, `{"service":"storm","auth":"token","timeout":`+timeout+`}`, "n7").within(t, 2*time.Second)
			response := hung.queryRange(t, query, time.Now().Add(-time.Hour), time.Now())
			if response.Error != nil {
				t.Fatal(response.Error)
			}
			score, _ := response.Frames[0].FieldByName("healthScore")
			nulls := 0
			for i := range score.Len() {
				if score.NilAt(i) {
					nulls++
				}
			}
			if score.Len() != 20 || nulls != 1 {
				t.Errorf("timeout %s: %d rows, %d of them null", timeout, score.Len(), nulls)
			}
		})
	}
}
