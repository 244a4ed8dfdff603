// Command host measures the Go host: a peer-stats document's text to frames, over reading the same text with encoding/json.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"slices"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

const (
	tracks = 100
	few    = 100
	many   = 1_000
	rounds = 15
)

func main() {
	small, large := document(tracks, few), document(tracks, many)
	var overJSON, growth []float64
	for round := range rounds + 1 {
		host := timed(func() error { return hostFrames(large) })
		parse := timed(func() error { return json.Unmarshal([]byte(large), new(any)) })
		hostSmall := timed(func() error { return hostFrames(small) })
		if round == 0 {
			continue // the first of each warms the machine up
		}
		overJSON = append(overJSON, host/parse)
		growth = append(growth, host/hostSmall)
	}
	fmt.Printf("host-vs-json: %.1f x\n", median(overJSON))
	fmt.Printf("host-growth: %.1f x\n", median(growth))
}

// hostFrames runs a peerStats query whose one answer is the document. Its range holds all samples.
func hostFrames(text string) error {
	query := json.RawMessage(`{"refId":"A","queryType":"peerStats","sessionId":"s","peerIds":["p"]}`)
	about := corehost.Context{Service: "100ms", Now: time.UnixMilli(start), From: time.UnixMilli(0), To: time.UnixMilli(2 * start)}
	fetch := func(context.Context, protocol.Request) protocol.Answer {
		return protocol.Answer{Status: 200, ContentType: "application/json", Text: text}
	}
	frames, err := corehost.Run(context.Background(), query, about, fetch)
	if err == nil && len(frames) <= tracks {
		return fmt.Errorf("%d frames of %d tracks", len(frames), tracks)
	}
	return err
}

// timed gives the seconds that fn takes, without the garbage of what ran before it.
func timed(fn func() error) float64 {
	runtime.GC()
	begun := time.Now()
	if err := fn(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return time.Since(begun).Seconds()
}

func median(ratios []float64) float64 {
	slices.Sort(ratios)
	return ratios[len(ratios)/2]
}
