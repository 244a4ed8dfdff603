package plugin

import (
	"strings"
	"testing"

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
