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
	inTime(t, func(t *testing.T) {
		asked, began := 0, time.Now()
		client := inProcess(t, hundredMSAt(upstreamURL), func(w http.ResponseWriter, _ *http.Request) {
			asked++
			w.Header().Set("Retry-After", "20")
			w.WriteHeader(http.StatusTooManyRequests)
		})
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		answer := client.Fetch(ctx, peerStats)
		if answer.Status != 429 || answer.RetryAfter != "20" || asked != 1 || time.Since(began) != 0 {
			t.Errorf("got %d after %q, %d requests and %v", answer.Status, answer.RetryAfter, asked, time.Since(began))
		}
	})
}

func TestRetryAfterReadsSecondsAndDates(t *testing.T) {
	for header, want := range map[string]time.Duration{
		"7": 7 * time.Second, " 45 ": 45 * time.Second, "": 0, "soon": 0, "-3": 0,
		"Sun, 22 Nov 2026 12:01:00 GMT": time.Minute,
		"Sun, 22 Nov 2026 11:59:00 GMT": 0,
		// What is longer than a quarter of an hour is bounded.
		"300": 5 * time.Minute, "2000000000": longestRetryAfter, "99999999999999999999": longestRetryAfter,
		"Sun, 22 Nov 2027 12:00:00 GMT": longestRetryAfter,
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

// A limit holds as long as its upstream says, and no longer than a quarter of an hour.
func TestARetryAfterHoldsItsRouteAsLongAsItSays(t *testing.T) {
	for header, held := range map[string]time.Duration{"300": 5 * time.Minute, "2000000000": 15 * time.Minute} {
		asked, now := 0, &clock{at: noon}
		server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			asked++
			w.Header().Set("Retry-After", header)
			w.WriteHeader(http.StatusTooManyRequests)
		})
		client := hundredMSBy(server.URL, now.now)
		client.pause = func(context.Context, time.Duration) bool { return false }
		client.Fetch(t.Context(), peerStats)
		now.pass(held - time.Second)
		answer := client.Fetch(t.Context(), statsOf("another"))
		if asked != 1 || answer.RetryAfter != header || answer.HeldBy == nil || answer.HeldBy.Again != 1 {
			t.Errorf("%s: a second before, %d requests had left, and it was answered %+v", header, asked, answer)
		}
	}
}

func TestALoginIsHeldBackAtMostAQuarterOfAnHour(t *testing.T) {
	for header, words := range map[string]string{
		"300":                           "Storm takes no login now: too often; the next login is tried in 300 s",
		"2000000000":                    "Storm takes no login now: too often (it says in 2000000000 s); the next login is tried in 900 s",
		"Sun, 22 Nov 2027 12:00:00 GMT": "too often (it says after Sun, 22 Nov 2027 12:00:00 GMT); the next login is tried in 900 s",
	} {
		server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", header)
			w.WriteHeader(http.StatusTooManyRequests)
			_, _ = w.Write([]byte(`{"message":"too often"}`))
		})
		client := storm{url: server.URL, now: &clock{at: noon}, logins: newLogins()}.client(t, "p")
		faulty(t, client, protocol.Wait, words)
	}
}
