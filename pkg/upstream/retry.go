package upstream

import (
	"context"
	"errors"
	"fmt"
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
	// longestRetryAfter bounds what an upstream may ask for: who is told to come back in years is not lost until Grafana restarts.
	longestRetryAfter = 15 * time.Minute
	// longestRetryWords is how many characters of one are repeated.
	longestRetryWords = 60
)

// pauseBefore tells whether a request is worth repeating after `retries` retries, and when. Where the upstream says when, that holds, for
// whom it held back too. A login has times of its own.
func pauseBefore(retries int, answer protocol.Answer, wasReset bool, now time.Time) (time.Duration, bool) {
	if answer.IsOfLogin {
		return 0, false
	}
	isBusy := answer.Status == http.StatusTooManyRequests || answer.Status == http.StatusServiceUnavailable
	if isBusy && answer.HeldBy != nil {
		return time.Duration(answer.HeldBy.Again) * time.Second, true
	}
	if retries >= mostRetries {
		return 0, false
	}
	if isBusy {
		if asked := retryAfter(answer.RetryAfter, now); asked > 0 {
			return asked, true
		}
	}
	switch {
	case wasReset, answer.Status == http.StatusBadGateway, answer.Status == http.StatusServiceUnavailable, answer.Status == http.StatusGatewayTimeout:
		pause := firstPause << retries
		return pause/2 + rand.N(pause), true // Jitter needs no secure randomness.
	}
	return 0, false
}

// retryAfter reads a Retry-After header, seconds or a date, up to the longest that is waited; 0 for none and for what is neither.
func retryAfter(header string, now time.Time) time.Duration {
	return min(longestRetryAfter, askedFor(header, now))
}

// askedFor is a Retry-After header as the upstream means it.
func askedFor(header string, now time.Time) time.Duration {
	text := strings.TrimSpace(header)
	// A number too large to read is the largest that can be.
	if seconds, err := strconv.ParseUint(text, 10, 31); err == nil || errors.Is(err, strconv.ErrRange) {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}

// beyond tells of a Retry-After that is longer than what is waited, in the upstream's own words; empty for any other.
func beyond(header string, now time.Time) string {
	if askedFor(header, now) <= longestRetryAfter {
		return ""
	}
	text := protocol.Shortened(header, longestRetryWords)
	if text[0] < '0' || text[0] > '9' {
		return fmt.Sprintf(" (it says after %s)", text)
	}
	return fmt.Sprintf(" (it says in %s s)", text)
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
