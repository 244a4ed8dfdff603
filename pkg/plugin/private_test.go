package plugin

import (
	"context"
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/simulator"
	"github.com/peerlens/peerlens-quality-datasource/testdata"
)

var addresses = regexp.MustCompile(`\b\d{1,3}(\.\d{1,3}){3}\b|error_description`)

// The browser reads what the resource answers, and not only what is drawn of it.
func TestNoViewerIsGivenTheAddressOfAClient(t *testing.T) {
	const asked = `{"requests":[{"route":"events","params":{"room_id":"d3e0d3e0d3e0d3e000000001","session_id":"latest-call","error":"true","limit":"100"}}]}`
	raw := ""
	simulated := simulator.Handler(simulator.Options{})
	p := plug(t, func(w http.ResponseWriter, r *http.Request) {
		recorded := &overwritten{ResponseWriter: w}
		simulated.ServeHTTP(recorded, r)
		raw = recorded.text.String()
	}, `{}`)
	p.context.DataSourceInstanceSettings.Name = inRealTime
	p.context.DataSourceInstanceSettings.DecryptedSecureJSONData["managementToken"] = simulator.ManagementToken
	for _, service := range []string{`{}`, `{"service":"demo"}`} {
		p.context.DataSourceInstanceSettings.JSONData = []byte(service)
		p.context.DataSourceInstanceSettings.UID += " " + service
		_, body := p.call(t, http.MethodPost, "fetch", asked)
		if found := addresses.FindString(body); found != "" || !strings.HasPrefix(body, `{"status":200,`) || !strings.Contains(body, `"error_name"`) {
			t.Errorf("%s is in %.300s", found, body)
		}
	}
	if !addresses.MatchString(raw) {
		t.Errorf("the upstream gave no address: %.300s", raw)
	}
}

// overwritten is an answer that a test reads too.
type overwritten struct {
	http.ResponseWriter
	text strings.Builder
}

func (o *overwritten) Write(part []byte) (int, error) {
	o.text.Write(part)
	return o.ResponseWriter.Write(part)
}

func TestEventsAreDrawnAsBefore(t *testing.T) {
	cases := testdata.Cases(t)
	shared := cases[slices.IndexFunc(cases, func(one testdata.Case) bool { return one.Name == "events" })]
	given := map[string]string{}
	for _, answer := range shared.Answers {
		given[answer.Route] = answer.Text
	}
	p := plug(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		route := "session"
		if strings.HasSuffix(r.URL.Path, "/events") {
			route = "events"
		}
		_, _ = w.Write([]byte(given[route]))
	}, `{}`)
	instance := newDatasource(t.Context(), *p.context.DataSourceInstanceSettings, func() time.Time { return shared.Now.Time })
	defer instance.Dispose()
	from, to := shared.Range.From.Time, shared.Range.To.Time
	answered, err := instance.QueryData(t.Context(), queryOf(string(shared.Query), from, to))
	if err != nil {
		t.Fatal(err)
	}
	about := corehost.Context{Service: "100ms", Now: shared.Now.Time, From: from, To: to}
	want, err := corehost.Run(t.Context(), shared.Query, about, func(_ context.Context, request protocol.Request) protocol.Answer {
		return protocol.Answer{Status: http.StatusOK, ContentType: "application/json", Text: given[request.Route]}
	})
	if err != nil {
		t.Fatal(err)
	}
	got := answered.Responses["A"].Frames
	for i := range got {
		got[i].Meta.Stats = nil
		want[min(i, len(want)-1)].RefID = "A"
	}
	if drawn, wanted := drawnOf(t, got), drawnOf(t, want); drawn != wanted || !strings.Contains(drawn, "(address)") {
		t.Errorf("got  %s\nwant %s", drawn, wanted)
	}
}

func drawnOf(t *testing.T, frames any) string {
	t.Helper()
	text, err := json.Marshal(frames)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
