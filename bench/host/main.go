// Command host measures the Go host on two documents, the second with ten times the samples: text to frames, over
// encoding/json into any; and on one substream, in a kept runtime over a fresh one.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/bench/measure"
	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

const rounds = 15

func main() {
	document := func(name string) []byte { return read(filepath.Join(os.Args[1], name+".json")) }
	small, large, session := document("small"), document("large"), document("session")
	var overJSON, growth []float64
	for round := range rounds + 1 {
		host := measure.Seconds(func() { makeFrames(large, session) })
		parse := measure.Seconds(func() { measure.ExitOn(json.Unmarshal(large, new(any))) })
		hostSmall := measure.Seconds(func() { makeFrames(small, session) })
		if round == 0 {
			continue // the first of each warms the machine up
		}
		overJSON = append(overJSON, host/parse)
		growth = append(growth, host/hostSmall)
	}
	fmt.Printf("host-vs-json: %.1f x\n", measure.Median(overJSON))
	fmt.Printf("host-growth: %.1f x\n", measure.Median(growth))
	compareRuntimes(read("testdata/documents/storm-substream.json"))
}

// substreamQuery is the query of a small panel.
const substreamQuery = `{"refId":"A","queryType":"substream","app":"live","streamKeys":["stream"],"substreams":["720p"],"format":"table"}`

// compareRuntimes prints what a query takes until its first request, and in all, in a kept runtime over a fresh one.
func compareRuntimes(text []byte) {
	var first, all []float64
	for range 10 * rounds {
		// A query of so many bytes has its runtime dropped, so the next one gets a fresh one, and the one after that the
		// same.
		_, _, err := runSubstream(text, strings.Repeat(" ", 2<<20)+substreamQuery)
		measure.ExitOn(err)
		freshFirst, fresh, err := runSubstream(text, substreamQuery)
		measure.ExitOn(err)
		warmFirst, warm, err := runSubstream(text, substreamQuery)
		measure.ExitOn(err)
		first, all = append(first, warmFirst/freshFirst), append(all, warm/fresh)
	}
	fmt.Printf("warm-vs-fresh: %.2f x\n", measure.Median(first))
	fmt.Printf("substream-query: %.2f x\n", measure.Median(all))
}

// runSubstream runs a query for a substream, and returns the seconds until its first request and those of the whole.
func runSubstream(text []byte, query string) (first, all float64, err error) {
	runtime.GC()
	begun := time.Now()
	queryContext := corehost.Context{Service: "storm", Now: begun, From: begun.Add(-time.Hour), To: begun}
	frames, err := corehost.Run(context.Background(), json.RawMessage(query), queryContext, func(context.Context, protocol.Request) protocol.Answer {
		first = time.Since(begun).Seconds()
		return protocol.Answer{Status: 200, ContentType: "application/json", Text: string(text), ReceivedAt: begun}
	})
	if err == nil && (len(frames) != 1 || frames[0].Rows() != 1) {
		err = fmt.Errorf("%d frames", len(frames))
	}
	return first, time.Since(begun).Seconds(), err
}

func read(file string) []byte {
	text, err := os.ReadFile(file) // #nosec G703 -- a benchmark's own file
	measure.ExitOn(err)
	return text
}

// makeFrames runs a peerStats query on one document of a session. Its range holds all samples.
func makeFrames(peerStats, session []byte) {
	query := json.RawMessage(`{"refId":"A","queryType":"peerStats","sessionId":"session","peerIds":["peer"]}`)
	end := time.UnixMilli(1.8e12)
	queryContext := corehost.Context{Service: "100ms", Now: end, From: time.UnixMilli(0), To: end}
	frames, err := corehost.Run(context.Background(), query, queryContext, func(_ context.Context, request protocol.Request) protocol.Answer {
		text := peerStats
		if request.Route == "session" {
			text = session
		}
		return protocol.Answer{Status: 200, ContentType: "application/json", Text: string(text)}
	})
	if err == nil && len(frames) < 100 {
		err = fmt.Errorf("%d frames", len(frames))
	}
	measure.ExitOn(err)
}
