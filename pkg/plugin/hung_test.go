package plugin

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// onHung is an instance whose upstream does not answer where `hangs` says so, and has a substream everywhere else; and the context to ask in.
func onHung(t *testing.T, jsonData string, hangs func(r *http.Request) bool) (*Datasource, context.Context) {
	t.Helper()
	return newInTime(t, jsonData, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if hangs(r) {
			<-r.Context().Done()
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"data":{"healthData":{"healthScore":90,"healthGrade":"Good"}}}`)
	}))
}

func always(*http.Request) bool { return true }

// manySubstreams is a numeric query of n0 to n19.
func manySubstreams() string {
	names := make([]string, 20)
	for i := range names {
		names[i] = fmt.Sprintf(`"n%d"`, i)
	}
	return `{"queryType":"substream","app":"a","streamKeys":["k"],"substreams":[` + strings.Join(names, ",") + `],"format":"numeric"}`
}

// within gives a context whose deadline is what Grafana gave a request.
func within(t *testing.T, ctx context.Context, given time.Duration) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, given)
	t.Cleanup(cancel)
	return ctx
}

// upstreamHost is how a message names the upstream.
var upstreamHost = strings.TrimPrefix(upstreamURL, "http://")

// Grafana gives an alert rule 30 s, as much as an upstream is given: whoever is cut off first, it is the upstream that did not answer.
func TestAnAlertRuleOnAHostThatHangsNamesIt(t *testing.T) {
	for name, row := range map[string]struct{ jsonData, query, asked string }{
		"a call, its timeout the same": {
			`{"timeout":1}`, `{"queryType":"peerStats","sessionId":"s","peerIds":["p"],"format":"numeric","metrics":["jitter_ms"]}`,
			"100ms could not be asked for the stats of peer p in session s",
		},
		"calls, their time longer": {`{"timeout":2}`, `{"queryType":"calls","format":"numeric"}`, "100ms could not be asked for the sessions: the time of the query was over (0."},
		"a substream": {
			`{"service":"storm","auth":"token"}`, `{"queryType":"substream","app":"a","streamKeys":["k"],"substreams":["s"],"format":"numeric"}`,
			"Storm could not be asked for substream a/k/s",
		},
	} {
		t.Run(name, func(t *testing.T) {
			inTime(t, func(t *testing.T) {
				instance, ctx := onHung(t, row.jsonData, always)
				answered, err := instance.QueryData(within(t, ctx, time.Second), queryOf(row.query, time.Now().Add(-time.Hour), time.Now()))
				if err != nil {
					t.Fatal(err)
				}
				response := answered.Responses["A"]
				if response.Status != http.StatusGatewayTimeout || response.ErrorSource != backend.ErrorSourceDownstream {
					t.Errorf("%d %s", response.Status, response.ErrorSource)
				}
				said := fmt.Sprint(response.Error)
				if isLate := strings.Contains(said, "(0."); !strings.Contains(said, row.asked) || !strings.Contains(said, upstreamHost) && !isLate {
					t.Errorf("%s", said)
				}
			})
		})
	}
}

func TestOneSubstreamThatHangsCostsItsRowAlone(t *testing.T) {
	for _, timeout := range []string{"1", "30"} {
		inTime(t, func(t *testing.T) {
			instance, ctx := onHung(t, `{"service":"storm","auth":"token","timeout":`+timeout+`}`, func(r *http.Request) bool { return strings.Contains(r.URL.Path, "n7") })
			answered, err := instance.QueryData(within(t, ctx, 2*time.Second), queryOf(manySubstreams(), time.Now().Add(-time.Hour), time.Now()))
			if err != nil || answered.Responses["A"].Error != nil {
				t.Fatal(err, answered.Responses["A"].Error)
			}
			score, _ := answered.Responses["A"].Frames[0].FieldByName("healthScore")
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

func TestSaveAndTestOnAHostThatHangsNamesIt(t *testing.T) {
	inTime(t, func(t *testing.T) {
		instance, ctx := onHung(t, `{}`, always)
		health, err := instance.CheckHealth(within(t, ctx, time.Second), &backend.CheckHealthRequest{})
		if err != nil || health.Status != backend.HealthStatusError {
			t.Fatal(health, err)
		}
		if !strings.HasPrefix(health.Message, "Host: 100ms could not be asked") || !strings.Contains(health.Message, upstreamHost) {
			t.Error(health.Message)
		}
	})
}

// A panel asks for hundreds of requests at once, and 8 of them at a time: they must not take turns to hang.
func TestAPanelOnAHostThatHangsWaitsOnce(t *testing.T) {
	inTime(t, func(t *testing.T) {
		instance, ctx := onHung(t, `{"service":"storm","auth":"token","timeout":0.5}`, always)
		requests := make([]string, 40)
		for i := range requests {
			requests[i] = fmt.Sprintf(`{"route":"substream","params":{"app":"a","streamKey":"k","substream":"n%d"}}`, i)
		}
		request := &backend.CallResourceRequest{Method: http.MethodPost, Path: "fetch", URL: "fetch", Body: []byte(`{"requests":[` + strings.Join(requests, ",") + `]}`)}
		said := ""
		began := time.Now()
		// The first 8 wait for 0.5 s. A few can begin while these end; 5 turns of 8 would take 2.5 s.
		err := instance.CallResource(ctx, request, backend.CallResourceResponseSenderFunc(func(part *backend.CallResourceResponse) error {
			said += string(part.Body)
			return nil
		}))
		if took := time.Since(began); err != nil || took > time.Second {
			t.Errorf("%v after %v", err, took)
		}
		if faults := strings.Count(said, `"fault":"timeout"`); faults != 40 || !strings.Contains(said, upstreamHost) {
			t.Errorf("%d of 40 had no answer: %.300s", faults, said)
		}
	})
}
