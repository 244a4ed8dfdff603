package corehost

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/testdata"
)

// For any answer of an upstream, a query returns frames that Grafana can read, or a failure that is not the plugin's;
// and the same again from the cache.
func FuzzDocument(f *testing.F) {
	if testing.Short() {
		f.Skip("it runs JavaScript for minutes")
	}
	f.Add(200, "application/json", testdata.Document(f, "100ms-peer-stats.json"))
	f.Add(200, "application/json", testdata.Document(f, "storm-substream.json"))
	f.Add(200, "application/json", testdata.Document(f, "storm-metadata.json"))
	f.Add(404, "application/json", `{"code":404,"message":"not found","details":[1,null]}`)
	f.Add(200, "text/html", "<html>")
	f.Add(200, "application/json", `{"publisher":{"video":[{"time_series":{"timestamps":[1,"2",null],"bitrate":[-0,1e999]}}]}}`)
	f.Fuzz(func(t *testing.T, status int, contentType, text string) {
		answer := protocol.Answer{
			Status: status, ContentType: strings.ToValidUTF8(contentType, "\ufffd"), Text: strings.ToValidUTF8(text, "\ufffd"),
			ReceivedAt: aroundTheSample("demo").Now, TTL: time.Hour,
		}
		fetch := func(context.Context, protocol.Request) protocol.Answer { return answer }
		metadata := strings.TrimSuffix(substreamQuery, "}") + `,"metadata":true}`
		for _, query := range []json.RawMessage{
			peerStatsQuery(""), peerStatsQuery(`,"format":"table"`), json.RawMessage(substreamQuery), json.RawMessage(metadata),
		} {
			queryContext := aroundTheSample("demo")
			queryContext.Decoded = &decodedCache{}
			first := runToText(t, query, queryContext, fetch)
			if again := runToText(t, query, queryContext, fetch); again != first {
				t.Fatalf("from what was kept:\n%s\nat first:\n%s", again, first)
			}
		}
	})
}

func runToText(t *testing.T, query json.RawMessage, queryContext Context, fetch Fetch) string {
	t.Helper()
	frames, err := Run(t.Context(), query, queryContext, fetch)
	var failure *Failure
	if errors.As(err, &failure) {
		if failure.Source == Plugin {
			t.Fatalf("it is the plugin's fault: %s", failure.Message)
		}
		return failure.Message
	}
	text, err := json.Marshal(frames)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := frames.MarshalArrow(); err != nil {
		t.Fatal(err)
	}
	return string(text)
}
