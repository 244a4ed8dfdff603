package plugin

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/peerlens/peerlens-quality-datasource/simulator"
)

// slowCalls is an instance on a simulator that takes 300 ms of a virtual clock for each answer, and how often each peer was asked for.
type slowCalls struct {
	instance *Datasource
	ctx      context.Context // It leads to the simulator.
	now      time.Time

	mu    sync.Mutex
	asked map[string]int
}

func newSlowCalls(t *testing.T, jsonData string) *slowCalls {
	t.Helper()
	slow := &slowCalls{now: callTime, asked: map[string]int{}}
	now := func() time.Time { return slow.now }
	next := simulator.Handler(simulator.Options{Now: now})
	slow.ctx = answeredBy(t.Context(), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/peer-stats") {
			slow.mu.Lock()
			slow.asked[r.URL.RawQuery]++
			slow.mu.Unlock()
		}
		next.ServeHTTP(w, r)
	}))
	slow.instance = newDatasource(t.Context(), backend.DataSourceInstanceSettings{
		URL: upstreamURL + "/documents/100ms-peer-stats/faults/latency=300", JSONData: []byte(jsonData),
		DecryptedSecureJSONData: map[string]string{"managementToken": simulator.ManagementToken},
	}, now)
	t.Cleanup(slow.instance.Dispose)
	return slow
}

// ask runs a query of two hours, which ended an hour ago.
func (s *slowCalls) ask(t *testing.T, query string) backend.DataResponse {
	t.Helper()
	answered, err := s.instance.QueryData(s.ctx, queryOf(query, s.now.Add(-3*time.Hour), s.now.Add(-time.Hour)))
	if err != nil {
		t.Fatal(err)
	}
	return answered.Responses["A"]
}

// progress reads how many peers of how many were read.
func progress(t *testing.T, words string) (read, all int) {
	t.Helper()
	if _, err := fmt.Sscanf(words, "%d of %d peers were read within 1 s", &read, &all); err != nil {
		t.Fatalf("%q: %v", words, err)
	}
	return read, all
}

// An alert rule on an upstream too slow for one evaluation: no evaluation answers with a part, each goes on from the one before.
func TestAnEvaluationGoesOnFromTheOneBefore(t *testing.T) {
	inTime(t, func(t *testing.T) {
		slow := newSlowCalls(t, `{"callsTimeout":1}`)
		// The list is there already: a second is for peers alone.
		slow.ask(t, `{"queryType":"sessions"}`)
		table := slow.ask(t, `{"queryType":"calls"}`)
		if table.Error != nil || len(table.Frames[0].Meta.Notices) == 0 {
			t.Fatalf("%v without a notice", table)
		}
		last, all := progress(t, table.Frames[0].Meta.Notices[0].Text)
		if rows := table.Frames[0].Rows(); last == 0 || last >= all || rows != last {
			t.Fatalf("a table of %d rows, of %d peers that were read of %d", rows, last, all)
		}
		for evaluations := 1; ; evaluations++ {
			response := slow.ask(t, `{"queryType":"calls","format":"numeric"}`)
			if response.Error == nil {
				if rows := response.Frames[0].Rows(); rows != all || evaluations < 2 {
					t.Errorf("evaluation %d gave %d of %d peers", evaluations, rows, all)
				}
				break
			}
			read, of := progress(t, response.Error.Error())
			if read <= last || of != all || response.Status != http.StatusGatewayTimeout || response.ErrorSource != backend.ErrorSourceDownstream {
				t.Fatalf("evaluation %d: %v %v after %d of %d", evaluations, response.Status, response.Error, last, all)
			}
			last = read
		}
		for peer, count := range slow.asked {
			if count != 1 {
				t.Errorf("%s was asked for %d times", peer, count)
			}
		}
		if len(slow.asked) != all {
			t.Errorf("%d of %d peers were asked for", len(slow.asked), all)
		}
	})
}
