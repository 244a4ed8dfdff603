package ratelimit

import (
	"testing"
	"time"
)

func TestRetryAfterReadsSecondsAndDates(t *testing.T) {
	for header, want := range map[string]time.Duration{
		"7": 7 * time.Second, " 45 ": 45 * time.Second, "": 0, "soon": 0, "-3": 0,
		"Sun, 22 Nov 2026 12:01:00 GMT": time.Minute,
		"Sun, 22 Nov 2026 11:59:00 GMT": 0,
		"300":                           5 * time.Minute,
		// A quarter of an hour is the maximum.
		"2000000000": maxRetryAfter, "99999999999999999999": maxRetryAfter, "Sun, 22 Nov 2027 12:00:00 GMT": maxRetryAfter,
	} {
		if got := RetryAfter(header, noon); got != want {
			t.Errorf("%q is %v, want %v", header, got, want)
		}
	}
}
