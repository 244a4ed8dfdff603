package upstream

import (
	"context"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

const (
	// mostRetries is how often a request is repeated that failed for a reason that may pass.
	mostRetries = 2
	// firstPause is how long the first retry waits, give or take half of it; each further one waits twice as long.
	firstPause = 200 * time.Millisecond
)

// pauseBefore tells whether a request is worth repeating after `retries` retries, and when. Where the upstream says when, that holds, for
// whom it held back too.
func pauseBefore(retries int, answer protocol.Answer, wasReset bool, now time.Time) (time.Duration, bool) {
	isBusy := answer.Status == http.StatusTooManyRequests || answer.Status == http.StatusServiceUnavailable
	if isBusy && answer.HeldBy != nil {
		return time.Duration(answer.HeldBy.Again) * time.Second, true
	}
	if retries >= mostRetries {
		return 0, false
	}
	if asked := retryAfter(answer.RetryAfter, now); isBusy && asked > 0 {
		return asked, true
	}
	switch {
	case wasReset, answer.Status == http.StatusBadGateway, answer.Status == http.StatusServiceUnavailable, answer.Status == http.StatusGatewayTimeout:
		pause := firstPause << retries
		return pause/2 + rand.N(pause), true //nolint:gosec // Jitter keeps no secret.
	}
	return 0, false
}

// retryAfter reads a Retry-After header, seconds or a date; 0 for none and for what is neither.
func retryAfter(header string, now time.Time) time.Duration {
	text := strings.TrimSpace(header)
	if seconds, err := strconv.ParseUint(text, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}

// pause waits, and tells whether ctx let it.
func pause(ctx context.Context, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
