package upstream

import (
	"context"
	"net/http"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// served is one answer of a server: a status with a Retry-After, or 0 for a connection that it drops.
type served struct {
	status     int
	retryAfter string
}

func TestWhatMayPassIsTriedTwiceMore(t *testing.T) {
	busy := served{429, "7"}
	for name, row := range map[string]struct {
		answers []served
		status  int
		fault   protocol.Fault
		// pauses are whole seconds, 0 for one of a retry's own.
		pauses []int
	}{
		"a gateway that recovers":       {[]served{{status: 502}, {status: 504}, {status: 200}}, 200, "", []int{0, 0}},
		"a gateway that does not":       {[]served{{status: 503}, {status: 503}, {status: 503}}, 503, "", []int{0, 0}},
		"a connection that is dropped":  {[]served{{}, {status: 200}}, 200, "", []int{0}},
		"one that is dropped each time": {[]served{{}, {}, {}}, 0, protocol.Unreachable, []int{0, 0}},
		"a limit with its time":         {[]served{busy, {status: 200}}, 200, "", []int{7}},
		"a pause with its time":         {[]served{{503, "8"}, {status: 200}}, 200, "", []int{8}},
		"a limit without":               {[]served{{status: 429}}, 429, "", nil},
		"a limit longer than there is":  {[]served{{429, "31"}}, 429, "", nil},
		"an error of its own":           {[]served{{status: 500}}, 500, "", nil},
		"a time that is none":           {[]served{{429, "soon"}}, 429, "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			var asked atomic.Int32
			server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				answer := row.answers[asked.Add(1)-1]
				if answer.status == 0 {
					panic(http.ErrAbortHandler)
				}
				w.Header().Set("Retry-After", answer.retryAfter)
				w.WriteHeader(answer.status)
			})
			now := &clock{at: noon}
			client := New(t.Context(), instance(server.URL, `{"timeout":30}`, map[string]string{"managementToken": secret}), now.now)
			var pauses []int
			client.pause = func(_ context.Context, wait time.Duration) bool {
				pauses = append(pauses, int(wait/time.Second))
				now.pass(wait)
				return true
			}
			answer := client.Fetch(t.Context(), peerStats)
			if answer.Status != row.status || answer.Fault != row.fault || !slices.Equal(pauses, row.pauses) || answer.Requests != len(row.answers) {
				t.Errorf("got %d %s after %d requests with pauses of %v s", answer.Status, answer.Fault, answer.Requests, pauses)
			}
		})
	}
}

func TestNoRetryBeginsAfterTheDeadline(t *testing.T) {
	asked := 0
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		asked++
		w.Header().Set("Retry-After", "20")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	began := time.Now()
	answer := hundredMSAt(server.URL).Fetch(ctx, peerStats)
	if answer.Status != 429 || answer.RetryAfter != "20" || asked != 1 || time.Since(began) > 5*time.Second {
		t.Errorf("got %d after %q, %d requests and %v", answer.Status, answer.RetryAfter, asked, time.Since(began))
	}
}

func TestRetryAfterReadsSecondsAndDates(t *testing.T) {
	for header, want := range map[string]time.Duration{
		"7": 7 * time.Second, " 45 ": 45 * time.Second, "": 0, "soon": 0, "-3": 0,
		"Sun, 22 Nov 2026 12:01:00 GMT": time.Minute,
		"Sun, 22 Nov 2026 11:59:00 GMT": 0,
	} {
		if got := retryAfter(header, noon); got != want {
			t.Errorf("%q is %v, want %v", header, got, want)
		}
	}
}

func TestPausesGrowAndDiffer(t *testing.T) {
	seen := map[time.Duration]bool{}
	for range 20 {
		for retries, bounds := range [][2]time.Duration{{100, 300}, {200, 600}} {
			wait, isWorthIt := pauseBefore(retries, protocol.Answer{Status: 502}, false, noon)
			seen[wait] = true
			if !isWorthIt || wait < bounds[0]*time.Millisecond || wait > bounds[1]*time.Millisecond {
				t.Fatalf("retry %d waits %v", retries, wait)
			}
		}
	}
	if len(seen) < 20 {
		t.Errorf("only %d different pauses of 40", len(seen))
	}
}
