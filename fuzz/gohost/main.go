// Command gohost runs cases in the Go host. It reads them from standard input, one JSON value after the other, and
// writes the reply to each as a line.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/bench/measure"
	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/dataplane"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/testdata"
)

type reply struct {
	Result json.RawMessage `json:"result,omitempty"`
	// Invalid is what Grafana would refuse in the frames, or how the result from the cache differs.
	Invalid string `json:"invalid,omitempty"`
	// Crash is the panic, or that the case was stopped.
	Crash        string  `json:"crash,omitempty"`
	Milliseconds float64 `json:"milliseconds"`
	PeakMB       float64 `json:"peakMB"`
}

// host runs cases, each within the timeout.
type host struct {
	timeout time.Duration
	// isCached runs each case once more, from the cache.
	isCached bool
	// isQuiet leaves the frames out of replies: their text may be longer than all that was read.
	isQuiet bool
}

func main() {
	var h host
	flag.DurationVar(&h.timeout, "timeout", 10*time.Second, "how long a case may run")
	flag.BoolVar(&h.isCached, "cached", false, "run each case once more, from the cache")
	flag.BoolVar(&h.isQuiet, "quiet", false, "reply the number of frames, without checking them")
	maxMB := flag.Float64("max-mb", 4096, "this process ends once it has more resident")
	flag.Parse()
	go endAbove(*maxMB)
	reader, writer := json.NewDecoder(bufio.NewReader(os.Stdin)), json.NewEncoder(os.Stdout)
	for reader.More() {
		var testCase testdata.Case
		if err := reader.Decode(&testCase); err != nil {
			end(err.Error())
		}
		if err := writer.Encode(h.run(testCase)); err != nil {
			end(err.Error())
		}
	}
}

func end(why string) {
	fmt.Fprintln(os.Stderr, why)
	os.Exit(3)
}

// endAbove ends the process before it takes the machine's memory.
func endAbove(maxMB float64) {
	for range time.Tick(20 * time.Millisecond) {
		if measure.PeakMB() > maxMB {
			end(fmt.Sprintf("more than %.0f MB resident", maxMB))
		}
	}
}

func (h host) run(testCase testdata.Case) (replied reply) {
	// Go code that does not return cannot be stopped.
	defer time.AfterFunc(h.timeout+10*time.Second, func() { end("no reply in time") }).Stop()
	began := time.Now()
	defer func() {
		if panicked := recover(); panicked != nil {
			replied = reply{Crash: fmt.Sprintf("%v\n%s", panicked, debug.Stack())}
		}
		replied.PeakMB = measure.PeakMB()
	}()
	queryContext := corehost.Context{
		Service: testCase.Service, Now: testCase.Now.Time, From: testCase.Range.From.Time, To: testCase.Range.To.Time,
		Settings: testCase.Settings, MaxValues: testCase.MaxValues,
	}
	if h.isCached {
		queryContext.Decoded = &decodedCache{}
	}
	replied.Result, replied.Invalid = h.result(testCase, queryContext)
	spent := time.Since(began)
	if replied.Milliseconds = float64(spent.Microseconds()) / 1000; spent >= h.timeout {
		replied.Crash = "timed out"
	}
	if h.isCached && replied.Invalid == "" {
		if cached, _ := h.result(testCase, queryContext); !slices.Equal(cached, replied.Result) {
			replied.Invalid = "from the cache: " + string(cached)
		}
	}
	return replied
}

// result is the case's result as pkg/corehost compares it, beside what Grafana would refuse in its frames.
func (h host) result(testCase testdata.Case, queryContext corehost.Context) (text json.RawMessage, invalid string) {
	// A deadline would be part of what the core plans with.
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	defer time.AfterFunc(h.timeout, cancel).Stop()
	frames, err := corehost.Run(ctx, testCase.Query, queryContext, func(_ context.Context, request protocol.Request) protocol.Answer {
		return answerTo(testCase, request)
	})
	result := map[string]any{"frames": frames}
	var failure *corehost.Failure
	switch {
	case errors.As(err, &failure):
		result = map[string]any{"failure": failure}
	case err != nil:
		panic(err)
	case h.isQuiet:
		result = map[string]any{"frames": len(frames)}
	default:
		if err = dataplane.Check(frames); err == nil {
			_, err = frames.MarshalArrow()
		}
		if err != nil {
			invalid = err.Error()
		}
	}
	text, err = json.Marshal(result)
	if err != nil {
		panic(err)
	}
	return text, invalid
}

// answerTo returns the answer to a request: its own, else the first of its route.
func answerTo(testCase testdata.Case, request protocol.Request) protocol.Answer {
	answer, isThere := testCase.AnswerTo(request)
	if at := slices.IndexFunc(testCase.Answers, func(answer testdata.Answer) bool { return answer.Route == request.Route }); !isThere && at >= 0 {
		answer, isThere = testCase.Answers[at].Answer, true
	}
	if !isThere {
		answer = protocol.Answer{Status: 404, ContentType: "application/json", Text: `{"code":404,"message":"not found"}`}
	}
	answer.ReceivedAt, answer.TTL = testCase.Now.Time, time.Hour
	return answer
}

// decodedCache keeps decoded answers until the case ends.
type decodedCache struct{ sync.Map }

func (c *decodedCache) Get(request protocol.Request) (string, bool) {
	result, isCached := c.Load(request.Key)
	text, _ := result.(string)
	return text, isCached
}

func (c *decodedCache) Set(key, result string, _ time.Duration) { c.Store(key, result) }
