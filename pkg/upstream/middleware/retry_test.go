package middleware

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

func TestRetryRepeatsWhatMayWorkLater(t *testing.T) {
	reset := Response{Answer: protocol.NotSent(protocol.Unreachable, "EOF"), WasReset: true}
	after := func(code int, header string) Response {
		return Response{Answer: protocol.Answer{Status: code, RetryAfter: header}}
	}
	blocked := Response{Answer: protocol.Answer{Status: 429, BlockedBy: &protocol.BlockedBy{RetryIn: 9}}}
	ofLogin := Response{Answer: protocol.Answer{Status: 503, Login: &protocol.Login{}}}
	for name, row := range map[string]struct {
		responses []Response
		want      Response
		requests  int
		// waits is the sum of all delays in whole seconds; retries without a Retry-After wait less than one.
		waits int
	}{
		"a gateway that recovers":       {[]Response{status(502), status(504), status(200)}, status(200), 3, 0},
		"a gateway that does not":       {[]Response{status(503)}, status(503), 3, 0},
		"a dropped connection":          {[]Response{reset, status(200)}, status(200), 2, 0},
		"a limit with its time":         {[]Response{after(429, "7"), status(200)}, status(200), 2, 7},
		"a pause with its time":         {[]Response{after(503, "8"), status(200)}, status(200), 2, 8},
		"a limit without":               {[]Response{status(429)}, status(429), 1, 0},
		"a limit longer than the query": {[]Response{after(429, "31")}, after(429, "31"), 1, 0},
		"a cooldown, which is no retry": {[]Response{blocked, status(502), status(502), status(200)}, status(200), 4, 9},
		"an error of its own":           {[]Response{status(500)}, status(500), 1, 0},
		"what a login was answered":     {[]Response{ofLogin}, ofLogin, 1, 0},
		"an answer":                     {[]Response{status(200)}, status(200), 1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				requests, began := 0, time.Now()
				request := requestOf(t, "session").until(began.Add(30 * time.Second))
				got := Retry(time.Now)(answering(&requests, row.responses...))(t.Context(), request)
				if got.Status != row.want.Status || requests != row.requests || int(time.Since(began)/time.Second) != row.waits {
					t.Errorf("%d after %d requests and %v", got.Status, requests, time.Since(began))
				}
			})
		})
	}
}

func TestRetryDelaysGrowAndDiffer(t *testing.T) {
	seen := map[time.Duration]bool{}
	for range 20 {
		for retries, bounds := range [][2]time.Duration{{100, 300}, {200, 600}} {
			delay, isWorthIt := retryDelay(status(502), retries, time.Now())
			seen[delay] = true
			if !isWorthIt || delay < bounds[0]*time.Millisecond || delay > bounds[1]*time.Millisecond {
				t.Fatalf("retry %d waits %v", retries, delay)
			}
		}
	}
	if len(seen) < 20 {
		t.Errorf("only %d different delays of 40", len(seen))
	}
}
