package ratelimit

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// maxRetryAfter bounds the time of an upstream. Without it, a header with a wait of years would block the upstream
// until Grafana restarts.
const maxRetryAfter = 15 * time.Minute

// RetryAfter returns the wait of a Retry-After header, which has seconds or a date: maxRetryAfter at most, and 0 for an
// empty or invalid header.
func RetryAfter(header string, now time.Time) time.Duration {
	text := strings.TrimSpace(header)
	// A number that is too large to read is the largest that can be.
	if seconds, err := strconv.ParseUint(text, 10, 31); err == nil || errors.Is(err, strconv.ErrRange) {
		return min(maxRetryAfter, time.Duration(seconds)*time.Second)
	}
	if at, err := http.ParseTime(text); err == nil {
		return min(maxRetryAfter, max(0, at.Sub(now)))
	}
	return 0
}
