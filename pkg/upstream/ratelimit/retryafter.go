package ratelimit

import (
	"cmp"
	"errors"
	"math"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// maxRetryAfter bounds the time of an upstream. Without it, a header with a wait of years would block the upstream
// until Grafana restarts.
const maxRetryAfter = 15 * time.Minute

// wait matches a time to wait in a message, such as "retry after 45 seconds" or "try again in 1m30s". Only the words of
// such a message may stand before the time: another number, such as an ID or the limit itself, is none.
var wait = regexp.MustCompile(`(?i)(?:\b|_)(?:(?:retry(?:ing)?|try again|wait)(?:` + gap + `(?:after|in|for|at least|about|another))*|` +
	`(?:resets?|available|allowed|possible)(?:` + gap + `again)?` + gap + `(?:in|after))(?:` + gap + `(ms|milliseconds|s|seconds)\b)?` + gap +
	`(\d{1,9}(?:\.\d{1,9})?)\s*([a-zµμ]*)(?:,?\s*(?:and\s*)?(\d{1,2})\s*s(?:ec[a-z]*)?\b)?`)

// gap matches what may stand between the words, also in the name of a JSON member.
const gap = `[\s"'\\_:=-]*`

// maxMessage is how much of a message is searched: a body can have 16 MB.
const maxMessage = 4 << 10

// FromMessage returns the wait that a message names, as a Retry-After header; empty if it names none. A number without
// a unit is seconds.
func FromMessage(message string) string {
	found := wait.FindStringSubmatch(message[:min(len(message), maxMessage)])
	if found == nil {
		return ""
	}
	number, _ := strconv.ParseFloat(found[2], 64) // Both are digits, so they can be read.
	seconds, _ := strconv.Atoi(found[4])
	return strconv.Itoa(int(math.Ceil(number*secondsOf(cmp.Or(found[3], found[1])))) + seconds)
}

// secondsOf returns how many seconds a unit has; 1 for an unknown one.
func secondsOf(unit string) float64 {
	switch unit = strings.ToLower(unit); {
	case unit == "ms", strings.HasPrefix(unit, "milli"):
		return 0.001
	case unit == "m", strings.HasPrefix(unit, "min"):
		return 60
	case unit == "h", strings.HasPrefix(unit, "hour"), strings.HasPrefix(unit, "hr"):
		return 3600
	case unit == "d", strings.HasPrefix(unit, "day"):
		return 86_400
	case strings.HasPrefix(unit, "week"):
		return 7 * 86_400
	case strings.HasPrefix(unit, "µ"), strings.HasPrefix(unit, "μ"), unit == "us", strings.HasPrefix(unit, "micro"):
		return 1e-6
	}
	return 1
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
