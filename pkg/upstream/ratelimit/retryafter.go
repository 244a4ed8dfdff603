package ratelimit

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// maxRetryAfter bounds what an upstream may ask for: one that says "in years" is not lost until Grafana restarts.
const maxRetryAfter = 15 * time.Minute

// RetryAfter reads a Retry-After header, seconds or a date, up to a quarter of an hour; 0 for none and for what is
// neither.
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
