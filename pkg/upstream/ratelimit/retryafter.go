package ratelimit

import (
	"errors"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// maxRetryAfter bounds the time of an upstream. Without it, a header with a wait of years would block the upstream
// until Grafana restarts.
const maxRetryAfter = 15 * time.Minute

// wait matches a time to wait in a message such as "retry after 45 seconds".
var wait = regexp.MustCompile(`(?i)\b(?:retry|try again|wait)\D{0,40}?(\d{1,9})(?:\.\d+)?\s*(ms\b|milli|m\b|min|h\b|hour)?`)

var units = map[string]time.Duration{"ms": time.Millisecond, "milli": time.Millisecond, "m": time.Minute, "min": time.Minute, "h": time.Hour, "hour": time.Hour}

// maxMessage is how much of a message is searched: a body can have 16 MB.
const maxMessage = 4 << 10

// FromWords returns the wait that a message names, as a Retry-After header; empty if it names none. A number without a
// unit is seconds.
func FromWords(message string) string {
	found := wait.FindStringSubmatch(message[:min(len(message), maxMessage)])
	if found == nil {
		return ""
	}
	number, _ := strconv.Atoi(found[1]) // It has nine digits at most.
	unit, isKnown := units[strings.ToLower(found[2])]
	if !isKnown {
		unit = time.Second
	}
	return strconv.Itoa(int((time.Duration(number)*unit + time.Second - 1) / time.Second))
}

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
