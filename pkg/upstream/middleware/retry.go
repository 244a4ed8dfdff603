package middleware

import (
	"context"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/ratelimit"
)

const (
	// maxRetries is how often a request is repeated that failed for a reason that may pass.
	maxRetries = 2
	// firstDelay is how long the first retry waits, give or take half of it. Each further one waits twice as long.
	firstDelay = 200 * time.Millisecond
)

// Retry repeats a request after a dropped connection, 502, 503 and 504, and when a Retry-After says so, as long as
// anybody can wait for it. It is before Concurrency, so that it holds no place while it waits, and before Blocked,
// whose cooldowns it waits for. A library (cenkalti/backoff) decides the delay only when it waits; here the delay
// decides who is answered before.
func Retry(now func() time.Time) Middleware {
	return func(next Handler) Handler {
		return func(ctx context.Context, request *Request) Response {
			for retries := 0; ; {
				response := next(ctx, request)
				at := now()
				delay, isWorthIt := retryDelay(response, retries, at)
				if !isWorthIt || !request.canWait(response, at, at.Add(delay)) || !sleep(ctx, delay) {
					return response
				}
				// A request that was blocked has not left.
				if response.BlockedBy == nil {
					retries++
				}
			}
		}
	}
}

// retryDelay tells whether an answer is worth a retry after so many, and in how long. If the upstream says when, that
// counts, also for a request that it blocks. A login has times of its own.
func retryDelay(response Response, retries int, now time.Time) (time.Duration, bool) {
	isBusy := response.Status == http.StatusTooManyRequests || response.Status == http.StatusServiceUnavailable
	switch {
	case response.Login != nil:
		return 0, false
	case isBusy && response.BlockedBy != nil:
		return time.Duration(response.BlockedBy.RetryIn) * time.Second, true
	case retries >= maxRetries:
		return 0, false
	}
	if delay := ratelimit.RetryAfter(response.RetryAfter, now); isBusy && delay > 0 {
		return delay, true
	}
	switch {
	case response.WasReset, response.Status == http.StatusBadGateway, response.Status == http.StatusServiceUnavailable,
		response.Status == http.StatusGatewayTimeout:
		delay := firstDelay << retries
		return delay/2 + rand.N(delay), true // Jitter needs no secure randomness.
	}
	return 0, false
}

// sleep tells whether ctx lasted as long.
func sleep(ctx context.Context, duration time.Duration) bool {
	timer := time.NewTimer(duration)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
