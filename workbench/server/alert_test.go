package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/grafana/dataplane/sdata/numeric"
	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/stretchr/testify/require"
)

// newDemo serves the routes with the backend's own process behind them, built here, and the demo as a data source.
func newDemo(t *testing.T) *httptest.Server {
	t.Helper()
	dist := t.TempDir()
	suffix := ""
	if runtime.GOOS == "windows" {
		suffix = ".exe"
	}
	executable := filepath.Join(dist, fmt.Sprintf("gpx_peerlens_%s_%s%s", runtime.GOOS, runtime.GOARCH, suffix))
	built, err := exec.CommandContext(t.Context(), "go", "build", "-buildvcs=false", "-o", executable, "../../pkg").CombinedOutput()
	require.NoError(t, err, string(built))
	info, err := os.ReadFile("../../src/plugin.json")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dist, "plugin.json"), info, 0o600))

	process, err := startPlugin(dist)
	require.NoError(t, err)
	t.Cleanup(process.stop)
	sources := newStore([]source{{ID: 1, UID: "demo", Name: "Demo", JSONData: []byte(`{"service":"demo"}`)}})
	server := httptest.NewServer(onlyLocal(routes(sources, process, dist, t.TempDir())))
	t.Cleanup(server.Close)
	return server
}

// The reader is the one that Grafana's alerting uses.
func TestAnAlertRuleReadsNumericAnswers(t *testing.T) {
	url := newDemo(t).URL + "/api/ds/query"
	for _, test := range []struct {
		name, query, metric string
		labels              []string
		rows                int
	}{
		{
			"packet loss of two peers",
			`"queryType":"peerStats","sessionId":"latest-call","peerIds":["a11ce000-0000-4000-8000-000000000001","b0b00000-0000-4000-8000-000000000002"],"sides":["publisher"],"metrics":["packet_loss_percent"],"format":"numeric","reduce":"p95"`,
			"packet_loss_percent",
			[]string{"session_id", "peer_id", "side", "kind", "track_id", "type", "rid", "metric"},
			9,
		},
		{
			"health of four substreams, one of them unknown and one without data",
			`"queryType":"substream","app":"live","streamKeys":["pitch"],"substreams":["native","720p","360p","4k"],"format":"numeric"`,
			"healthScore",
			[]string{"app", "stream", "substream"},
			4,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			body := fmt.Sprintf(`{"from":"now-1h","to":"now","queries":[{"refId":"A","datasource":{"uid":"demo"},%s}]}`, test.query)
			status, text := ask(t, http.MethodPost, url, body)
			require.Equal(t, http.StatusOK, status, text)
			var answer backend.QueryDataResponse
			require.NoError(t, json.Unmarshal([]byte(text), &answer))

			reader, err := numeric.CollectionReaderFromFrames(answer.Responses["A"].Frames)
			require.NoError(t, err)
			collection, err := reader.GetCollection(false)
			require.NoError(t, err)
			require.Nil(t, collection.Warning)
			require.Len(t, collection.Refs, test.rows)
			instances := map[string]bool{}
			for _, ref := range collection.Refs {
				require.Equal(t, test.metric, ref.GetMetricName())
				require.Len(t, ref.GetLabels(), len(test.labels))
				for _, label := range test.labels {
					require.Contains(t, ref.GetLabels(), label)
				}
				instances[ref.GetLabels().String()] = true
			}
			require.Len(t, instances, test.rows, "each row is an instance of its own")
		})
	}
}
