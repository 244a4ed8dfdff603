package ratelimit

import (
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func TestFromMessageReadsTheTimeThatAMessageNames(t *testing.T) {
	for message, want := range map[string]string{
		`{"message":"Too many requests, retry after 45 seconds"}`: "45",
		"Rate limit exceeded. Try again in 2 minutes.":            "120",
		"Please wait 1500ms before the next request":              "2",
		"RETRY_AFTER: 7":                                          "7",
		"wait 1 hour":                                             "3600",
		"Retry after 2 hrs":                                       "7200",
		"Try again in 1 day":                                      "86400",
		"wait 1 week":                                             "604800",
		"retry after 100 µs":                                      "1",
		"retry after 3 more attempts":                             "3",
		"Try again in 1m30s":                                      "90",
		"Wait 2 minutes and 5 seconds, please":                    "125",
		"Please wait for at least 0.5 s":                          "1",
		`{"retryAfter":45}`:                                       "45",
		`{\"retry_after_ms\":\"1500\"}`:                           "2",
		`{"rate_limit_retry_after_seconds": 20}`:                  "20",
		"The limit resets in 12 sec":                              "12",
		"The next request is allowed in 30 seconds":               "30",
		"Please try again later (request 8839201)":                "",
		"Slow down and retry. The limit is 100 requests a minute": "",
		"Try again at 12:45":                                      "",
		"Rate limit exceeded":                                     "",
		"429 Too Many Requests":                                   "",
		"":                                                        "",
	} {
		if got := FromMessage(message); got != want {
			t.Errorf("%q names %q, want %q", message, got, want)
		}
	}
}

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
