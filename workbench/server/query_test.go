package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"github.com/grafana/dataplane/sdata/numeric"
	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/stretchr/testify/require"
)

// The reader is the one that Grafana's alerting uses.
func TestAnAlertRuleReadsNumericAnswers(t *testing.T) {
	url := start(t).URL + "/api/ds/query"
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
