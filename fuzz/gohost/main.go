// Command gohost runs cases in the Go host. It reads one JSON request a line and answers each with one line, in the order in which they end.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/dataplane"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

type request struct {
	ID   int
	Case testCase
	// Again has the case run a second time, from what was kept of the first.
	Again bool
	// Quiet leaves the frames out of the reply: their text may be longer than all that was read.
	Quiet bool
}

// testCase is a case of testdata/cases. Its answers are texts.
type testCase struct {
	Service   string
	Now       int64
	Range     struct{ From, To int64 }
	Query     json.RawMessage
	Settings  map[string]any
	MaxValues int
	Answers   []answer
}

type answer struct {
	Route  string
	Params map[string]string
	protocol.Answer
	// File holds the text of an answer that is too long for a line.
	File string
}

type reply struct {
	ID     int             `json:"id"`
	Result json.RawMessage `json:"result,omitempty"`
	// Complaint is what Grafana would refuse in the frames, Panic what the host did not answer but panicked with.
	Complaint string `json:"complaint,omitempty"`
	Panic     string `json:"panic,omitempty"`
	// Again is the result from what was kept, where it is another one.
	Again        json.RawMessage `json:"again,omitempty"`
	Milliseconds float64         `json:"milliseconds"`
	// PeakMB is the most that this process had resident so far, 0 where the system does not tell.
	PeakMB float64 `json:"peakMB"`
}

func main() {
	workers := flag.Int("workers", 1, "how many cases run at once")
	timeout := flag.Duration("timeout", 10*time.Second, "how long a case may run")
	maxMB := flag.Float64("max-mb", 4096, "this process ends once it has more resident")
	flag.Parse()
	go endAbove(*maxMB)
	lines := make(chan []byte)
	replies := make(chan []byte)
	var group sync.WaitGroup
	for range *workers {
		group.Go(func() {
			for line := range lines {
				replies <- replyTo(line, *timeout)
			}
		})
	}
	go func() {
		reader := bufio.NewReaderSize(os.Stdin, 1<<20)
		for {
			line, err := reader.ReadBytes('\n')
			if err != nil {
				break
			}
			lines <- line
		}
		close(lines)
		group.Wait()
		close(replies)
	}()
	writer := bufio.NewWriter(os.Stdout)
	for text := range replies {
		writer.Write(append(text, '\n'))
		writer.Flush()
	}
}

// endAbove ends the process before it takes the machine's memory.
func endAbove(maxMB float64) {
	for range time.Tick(20 * time.Millisecond) {
		if memory("VmRSS:") > maxMB {
			fmt.Fprintf(os.Stderr, "more than %.0f MB resident\n", maxMB)
			os.Exit(3)
		}
	}
}

func replyTo(line []byte, timeout time.Duration) []byte {
	var asked request
	if err := json.Unmarshal(line, &asked); err != nil {
		panic(err)
	}
	replied := asked.run(timeout)
	replied.ID, replied.PeakMB = asked.ID, memory("VmHWM:")
	text, err := json.Marshal(replied)
	if err != nil {
		panic(err)
	}
	return text
}

func (r *request) run(timeout time.Duration) (replied reply) {
	defer func() {
		if panicked := recover(); panicked != nil {
			replied = reply{Panic: fmt.Sprintf("%v\n%s", panicked, debug.Stack())}
		}
	}()
	if err := r.Case.read(); err != nil {
		panic(err)
	}
	queryContext := corehost.Context{
		Service: r.Case.Service, Now: time.UnixMilli(r.Case.Now),
		From: time.UnixMilli(r.Case.Range.From), To: time.UnixMilli(r.Case.Range.To), Settings: r.Case.Settings, MaxValues: r.Case.MaxValues,
	}
	if r.Again {
		queryContext.Decoded = &decodedCache{}
	}
	began := time.Now()
	replied.Result, replied.Complaint = r.result(queryContext, timeout)
	replied.Milliseconds = float64(time.Since(began).Microseconds()) / 1000
	if r.Again {
		if again, _ := r.result(queryContext, timeout); string(again) != string(replied.Result) {
			replied.Again = again
		}
	}
	return replied
}

// result is the case's result as pkg/corehost compares it, beside what Grafana would refuse in its frames.
func (r *request) result(queryContext corehost.Context, timeout time.Duration) (text json.RawMessage, complaint string) {
	// A deadline would be part of what the core plans with.
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	defer time.AfterFunc(timeout, cancel).Stop()
	frames, err := corehost.Run(ctx, r.Case.Query, queryContext, r.Case.fetch)
	result := map[string]any{"frames": frames}
	var failure *corehost.Failure
	if errors.As(err, &failure) {
		result = map[string]any{"failure": failure}
	} else if err != nil {
		panic(err)
	} else if r.Quiet {
		result = map[string]any{"frames": len(frames)}
	} else if err := dataplane.Check(frames); err != nil {
		complaint = err.Error()
	} else if _, err := frames.MarshalArrow(); err != nil {
		complaint = err.Error()
	}
	text, err = json.Marshal(result)
	if err != nil {
		panic(err)
	}
	return text, complaint
}

// read reads the texts that are in files.
func (c *testCase) read() error {
	for i, answer := range c.Answers {
		if answer.File == "" {
			continue
		}
		text, err := os.ReadFile(answer.File)
		if err != nil {
			return err
		}
		c.Answers[i].Text = string(text)
	}
	return nil
}

// fetch gives the answer to a request: its own, else the first of its route.
func (c *testCase) fetch(_ context.Context, request protocol.Request) protocol.Answer {
	var found *answer
	for i := range c.Answers {
		candidate := &c.Answers[i]
		if candidate.Route != request.Route {
			continue
		}
		if maps.Equal(candidate.Params, request.Params) {
			found = candidate
			break
		}
		if found == nil {
			found = candidate
		}
	}
	made := protocol.Answer{Status: 404, ContentType: "application/json", Text: `{"code":404,"message":"not found"}`}
	if found != nil {
		made = found.Answer
	}
	made.ReceivedAt, made.TTL = time.UnixMilli(c.Now), time.Hour
	return made
}

// decodedCache keeps decoded answers until the case ends.
type decodedCache struct{ byKey sync.Map }

func (c *decodedCache) Get(request protocol.Request) (string, bool) {
	result, isCached := c.byKey.Load(request.Key)
	text, _ := result.(string)
	return text, isCached
}

func (c *decodedCache) Set(key, result string, _ time.Duration) { c.byKey.Store(key, result) }

// memory is a figure of this process in MB, as /proc names it; 0 where there is none.
func memory(name string) float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		var kilobytes float64
		if rest, isIt := strings.CutPrefix(line, name); isIt {
			if _, err := fmt.Sscan(rest, &kilobytes); err == nil {
				return kilobytes / 1024
			}
		}
	}
	return 0
}
