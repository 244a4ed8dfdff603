package plugin

import (
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

func TestDemoAnswersBothServicesWithoutANetwork(t *testing.T) {
	p := plug(t, nil, `{"service":"demo"}`)
	responses := p.query(t, map[string]string{
		"A": `{"queryType":"substream","app":"live","streamKeys":["studio"],"substreams":["native","720p"]}`,
		"B": `{"queryType":"peerStats","sessionId":"latest-call","peerIds":["a11ce000-0000-4000-8000-000000000001"]}`,
	})
	if frames := responses["A"].Frames; responses["A"].Error != nil || len(frames) != 1 || frames[0].Rows() != 2 {
		t.Errorf("substreams: %d frames, %v", len(frames), responses["A"].Error)
	}
	if responses["B"].Error != nil {
		t.Errorf("peer stats: %v", responses["B"].Error)
	}
	result, err := p.client.CheckHealth(t.Context(), &backend.CheckHealthRequest{PluginContext: p.context})
	if err != nil || result.Status != backend.HealthStatusOk || !strings.Contains(result.Message, "demo generator") {
		t.Errorf("health: got %v, %v", result, err)
	}
}

// Ended calls never change, so that each peer is judged once; what `latest-call` is does.
func TestDemoKeepsHowPeersOfEndedCallsWere(t *testing.T) {
	inTime(t, func(t *testing.T) {
		instance := newDatasource(t.Context(), backend.DataSourceInstanceSettings{JSONData: []byte(`{"service":"demo"}`)}, hourAfterCall)
		t.Cleanup(instance.Dispose)
		requests := func(query string) float64 {
			t.Helper()
			answered, err := instance.QueryData(t.Context(), queryOf(query, callTime.Add(30*time.Minute), hourAfterCall()))
			if err != nil {
				t.Fatal(err)
			}
			response := answered.Responses["A"]
			if response.Error != nil || len(response.Frames) == 0 || response.Frames[0].Rows() == 0 {
				t.Fatalf("got %v, %v", response.Frames, response.Error)
			}
			return response.Frames[0].Meta.Stats[0].Value
		}
		calls := `{"queryType":"calls","format":"table"}`
		if first, again := requests(calls), requests(calls); first < 10 || again > 4 {
			t.Errorf("%v requests, then %v", first, again)
		}
		latest := `{"queryType":"peerStats","sessionId":"latest-call","peerIds":["a11ce000-0000-4000-8000-000000000001"],"format":"table"}`
		if first, again := requests(latest), requests(latest); first != again {
			t.Errorf("the latest call: %v requests, then %v", first, again)
		}
	})
}
