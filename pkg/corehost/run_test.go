package corehost

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/testdata"
)

// aroundTheSample returns a range and a clock that fit the peer-stats sample, whose session was at 2025-02-06 12:26.
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

func run(t *testing.T, query json.RawMessage, queryContext Context, fetch Fetch) data.Frames {
	t.Helper()
	frames, err := Run(t.Context(), query, queryContext, fetch)
	if err != nil {
		t.Fatal(err)
	}
	return frames
}

// The cases in testdata prove all other failures.
func TestInvalidQueryIsAFailureOfTheUser(t *testing.T) {
	for query, message := range map[string]string{
		`{`:    "This query is not JSON: unexpected end of JSON at offset 1.",
		`null`: "This query is not finished",
	} {
		_, err := Run(t.Context(), json.RawMessage(query), aroundTheSample("100ms"), nil)
		expectFailure(t, err, User, 400, message)
	}
}

func expectFailure(t *testing.T, err error, source Source, status int, message string) {
	t.Helper()
	var failure *Failure
	if !errors.As(err, &failure) || failure.Source != source || failure.Status != status || !strings.Contains(failure.Message, message) {
		t.Errorf("got %v, want %s %d: %s", err, source, status, message)
	}
}

func TestRunFetchesAllRequestsAFewAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var open, maxOpen, all atomic.Int32
		text := testdata.Document(t, "storm-substream.json")
		fetch := func(context.Context, protocol.Request) protocol.Answer {
			all.Add(1)
			now := open.Add(1)
			defer open.Add(-1)
			for seen := maxOpen.Load(); now > seen && !maxOpen.CompareAndSwap(seen, now); seen = maxOpen.Load() {
			}
			time.Sleep(2 * time.Millisecond)
			return protocol.Answer{Status: 200, ContentType: "application/json", Text: text}
		}
		names := make([]string, 30)
		for i := range names {
			names[i] = fmt.Sprintf("%q", fmt.Sprint("quality", i))
		}
		query := `{"queryType":"substream","app":"edge","streamKeys":["f1"],"substreams":[` + strings.Join(names, ",") + `]}`
		frames := run(t, json.RawMessage(query), aroundTheSample("storm"), fetch)
		if frames[0].Rows() != 30 || all.Load() != 30 || maxOpen.Load() != maxConcurrent {
			t.Errorf("%d rows of %d requests, %d at once", frames[0].Rows(), all.Load(), maxOpen.Load())
		}
	})
}

func TestRunStopsFetchingOnceTheBudgetIsSpent(t *testing.T) {
	var fetched atomic.Int32
	text := testdata.Document(t, "100ms-peer-stats.json")
	fetch := func(context.Context, protocol.Request) protocol.Answer {
		fetched.Add(1)
		return protocol.Answer{Status: 200, ContentType: "application/json", Text: text}
	}
	peers := make([]string, 40)
	for i := range peers {
		peers[i] = fmt.Sprintf("%q", fmt.Sprint("peer", i))
	}
	query := strings.Replace(string(peerStatsQuery(`,"format":"numeric","metrics":["jitter_ms"]`)), `"1169b4b7"`, strings.Join(peers, ","), 1)
	queryContext := aroundTheSample("100ms")
	queryContext.MaxValues, queryContext.Decoded = 10, &decodedCache{}
	_, err := Run(t.Context(), json.RawMessage(query), queryContext, fetch)
	var failure *Failure
	if !errors.As(err, &failure) || failure.Source != User || !strings.Contains(failure.Message, "more than 40 values") && !strings.Contains(failure.Message, "more than 10 values") {
		t.Errorf("got %v", err)
	}
	// The budget is spent after 6 peers at most; the requests in flight come on top.
	if count := fetched.Load(); count > 6+maxConcurrent {
		t.Errorf("%d of 40 peers were fetched", count)
	}
}

func TestContextEndsAQuery(t *testing.T) {
	stuck := func(ctx context.Context, _ protocol.Request) protocol.Answer {
		<-ctx.Done()
		return protocol.NotSent(protocol.Timeout, "gone")
	}
	text := testdata.Document(t, "100ms-peer-stats.json")
	// It answers when no time is left for JavaScript.
	tooLate := func(context.Context, protocol.Request) protocol.Answer {
		time.Sleep(300 * time.Millisecond)
		synctest.Wait() // The context ends in the same moment.
		return protocol.Answer{Status: 200, ContentType: "application/json", Text: text}
	}
	for name, row := range map[string]struct {
		timeout time.Duration
		fetch   Fetch
		source  Source
		status  int
		message string
		is      error
	}{
		"while fetching":  {300 * time.Millisecond, stuck, Upstream, 504, "the stats of peer 1169b4b7", nil},
		"with JavaScript": {300 * time.Millisecond, tooLate, User, 504, "", context.DeadlineExceeded},
		"cancelled":       {0, stuck, User, 499, "", context.Canceled},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				if row.timeout > 0 {
					ctx, cancel = context.WithTimeout(ctx, row.timeout)
				}
				defer cancel()
				if row.timeout == 0 {
					cancel()
				}
				began := time.Now()
				_, err := Run(ctx, peerStatsQuery(""), aroundTheSample("100ms"), row.fetch)
				expectFailure(t, err, row.source, row.status, row.message)
				if row.is != nil && !errors.Is(err, row.is) {
					t.Errorf("got %v, want %v", err, row.is)
				}
				if took := time.Since(began); took > row.timeout {
					t.Errorf("it took %v", took)
				}
			})
		})
	}
}

func TestTTLOfAResultCountsFromTheArrivalOfItsAnswer(t *testing.T) {
	queryContext := aroundTheSample("storm")
	query := json.RawMessage(`{"queryType":"substream","app":"edge","streamKeys":["f1"]}`)
	for age, want := range map[time.Duration]time.Duration{
		0: 15 * time.Second, 300 * time.Millisecond: 14_700 * time.Millisecond, -time.Second: 15 * time.Second, 15 * time.Second: 0,
	} {
		decoded := &decodedCache{}
		queryContext.Decoded = decoded
		fetch := func(context.Context, protocol.Request) protocol.Answer {
			return protocol.Answer{Status: 200, ContentType: "application/json", Text: `{"data":{"streamKey":"f1"}}`, ReceivedAt: queryContext.Now.Add(-age), TTL: 15 * time.Second}
		}
		run(t, query, queryContext, fetch)
		if got := decoded.ttl(`stream {"app":"edge","streamKey":"f1"}`); got != want {
			t.Errorf("an answer of %v ago is kept for %v, want %v", age, got, want)
		}
	}
}

// The documents of 100ms and Storm have long IDs as numbers, which the engine reads as texts. Those of the cache have
// not.
func TestALongNumberIsTheSameFromTheCache(t *testing.T) {
	queryContext := aroundTheSample("storm")
	queryContext.Decoded = &decodedCache{}
	query := json.RawMessage(`{"queryType":"stream","app":"edge","streamKeys":["f1"],"format":"numeric","metric":"inTotalBytes"}`)
	fetch := func(context.Context, protocol.Request) protocol.Answer {
		text := `{"data":{"streamKey":"f1","inTotalBytes":1000000000000000}}`
		return protocol.Answer{Status: 200, ContentType: "application/json", Text: text, ReceivedAt: queryContext.Now, TTL: 15 * time.Second}
	}
	first := runToText(t, query, queryContext, fetch)
	if again := runToText(t, query, queryContext, fetch); again != first || !strings.Contains(first, "[1000000000000000]") {
		t.Errorf("at first %s, from the cache %s", first, again)
	}
}

func TestPanicOfAFetchIsAFailureOfThePlugin(t *testing.T) {
	panics := func(context.Context, protocol.Request) protocol.Answer { panic("out of range") }
	_, err := Run(t.Context(), peerStatsQuery(""), aroundTheSample("100ms"), panics)
	expectFailure(t, err, Plugin, 500, "the plugin failed (a panic with string)")
}
