package corehost

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// document reads one of the shared documents.
func document(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "testdata", "documents", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// answering answers every request of a route with the same text.
func answering(texts map[string]string) Fetch {
	return func(_ context.Context, request protocol.Request) protocol.Answer {
		text, known := texts[request.Route]
		if !known {
			return protocol.Answer{Status: 404, ContentType: "application/json", Text: `{"message":"not found"}`}
		}
		return protocol.Answer{Status: 200, ContentType: "application/json", Text: text}
	}
}

// aroundTheSample is the range and clock of the peer-stats sample, whose call was at 2025-02-06 12:26.
func aroundTheSample(service string) Context {
	return Context{
		Service: service,
		Now:     time.UnixMilli(1738850000000),
		From:    time.UnixMilli(1738843000000),
		To:      time.UnixMilli(1738844000000),
	}
}

func peerStatsQuery(extra string) json.RawMessage {
	return json.RawMessage(`{"refId":"A","queryType":"peerStats","sessionId":"6977b3f3cdd1e423f8b2cxxx","peerIds":["1169b4b7"]` + extra + `}`)
}

const substreamQuery = `{"refId":"B","queryType":"substream","app":"edge","streamKeys":["f1"],"substreams":["native"]}`
