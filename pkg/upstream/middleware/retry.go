package middleware

import (
	"context"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/ratelimit"
)

const (
	// maxRetries is how often a request is repeated after a temporary failure.
	maxRetries = 2
	// firstDelay is how long the first retry waits, plus or minus half of it. Each further one waits twice as long.
	firstDelay = 200 * time.Millisecond
)

// Retry repeats a request after a dropped connection, 502, 503 and 504, and after a Retry-After, as long as any waiter
// can wait for it. It is before Concurrency, so that it takes no slot while it waits, and before Blocked, whose
// cooldowns it waits for. A library (cenkalti/backoff) computes the delay only when it waits; here the delay is needed
// before that, to answer the waiters that cannot wait as long.
func Retry(now func() time.Time) Middleware {
	return func(next Handler) Handler {
		return func(ctx context.Context, request *Request) Response {
			for retries := 0; ; {
				response := next(ctx, request)
				at := now()
				delay, isWorthIt := retryDelay(response, retries, at)
				if !isWorthIt || !request.keepsWaiting(response, at, at.Add(delay)) || !sleep(ctx, delay) {
					return response
				}
				// A blocked request was not sent.
				if response.BlockedBy == nil {
					retries++
				}
			}
		}
	}
}

// retryDelay returns whether to retry after an answer and a number of retries, and after which delay. The time that the
// upstream names takes precedence, also for a request that it blocks. A login has its own delays.
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
	if isBusy {
		if delay := ratelimit.RetryAfter(response.RetryAfter, now); delay > 0 {
			return delay, true
		}
	}
	switch {
	case response.WasReset, response.Status == http.StatusBadGateway, response.Status == http.StatusServiceUnavailable,
		response.Status == http.StatusGatewayTimeout:
		delay := firstDelay << retries
		return delay/2 + rand.N(delay), true // #nosec G404 -- jitter needs no secure randomness
	}
	return 0, false
}

// sleep waits, and reports whether ctx lasted that long.
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
