// Command host measures the Go host on two documents, the second with ten times the samples: text to frames, over encoding/json into any.
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

const rounds = 15

func main() {
	small, large := read(os.Args[1]), read(os.Args[2])
	var overJSON, growth []float64
	for round := range rounds + 1 {
		host := timed(func() error { return makeFrames(large) })
		parse := timed(func() error { return json.Unmarshal(large, new(any)) })
		hostSmall := timed(func() error { return makeFrames(small) })
		if round == 0 {
			continue // the first of each warms the machine up
		}
		overJSON = append(overJSON, host/parse)
		growth = append(growth, host/hostSmall)
	}
	fmt.Printf("host-vs-json: %.1f x\n", median(overJSON))
	fmt.Printf("host-growth: %.1f x\n", median(growth))
}

func read(file string) []byte {
	text, err := os.ReadFile(file)
	exitOn(err)
	return text
}

// makeFrames runs a peerStats query whose one answer is the document. Its range holds all samples.
func makeFrames(text []byte) error {
	query := json.RawMessage(`{"refId":"A","queryType":"peerStats","sessionId":"session","peerIds":["peer"]}`)
	end := time.UnixMilli(1.8e12)
	about := corehost.Context{Service: "100ms", Now: end, From: time.UnixMilli(0), To: end}
	frames, err := corehost.Run(context.Background(), query, about, func(context.Context, protocol.Request) protocol.Answer {
		return protocol.Answer{Status: 200, ContentType: "application/json", Text: string(text)}
	})
	if err == nil && len(frames) < 100 {
		return fmt.Errorf("%d frames", len(frames))
	}
	return err
}

// timed gives the seconds that work takes, without the garbage of what ran before it.
func timed(work func() error) float64 {
	runtime.GC()
	begun := time.Now()
	exitOn(work())
	return time.Since(begun).Seconds()
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func median(ratios []float64) float64 {
	slices.Sort(ratios)
	return ratios[len(ratios)/2]
}
