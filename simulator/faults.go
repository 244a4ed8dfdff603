package simulator

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// fault is one mode at work on one request. What it leaves alone is nil.
type fault struct {
	// wait holds the answer back, and fails when the client is gone.
	wait func(ctx context.Context) error
	// ask changes what is asked for.
	ask     func(query url.Values)
	change  func(asked request, given answer, now time.Time) answer
	deliver func(given answer, w http.ResponseWriter)
}

// plain is a mode without an argument.
func plain(made fault) func(string) (fault, bool) {
	return func(argument string) (fault, bool) { return made, argument == "" }
}

// longestWait keeps a slip of the finger from holding a connection for a day.
const longestWait = 10 * time.Minute

func latency(argument string) (fault, bool) {
	milliseconds, err := strconv.ParseUint(argument, 10, 32)
	delay := time.Duration(milliseconds) * time.Millisecond
	return fault{wait: func(ctx context.Context) error {
		timer := time.NewTimer(delay)
		defer timer.Stop()
		select {
		case <-timer.C:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}}, err == nil && delay <= longestWait
}

func status(argument string) (fault, bool) {
	code, _ := strconv.Atoi(argument)
	_, isKnown := messages[hundredMS][code]
	return fault{change: func(asked request, _ answer, now time.Time) answer {
		return errorOf(asked.service, code, now)
	}}, isKnown
}

func rateLimited(asked request, given answer, now time.Time) answer {
	limited := errorOf(asked.service, http.StatusTooManyRequests, now)
	after := given.header.Get("Retry-After")
	if after == "" {
		after = "45"
	}
	limited.header.Set("Retry-After", after)
	return limited
}

func retryAfter(argument string) (fault, bool) {
	_, err := strconv.ParseUint(argument, 10, 32)
	return fault{change: func(_ request, given answer, _ time.Time) answer {
		given.header = given.header.Clone()
		given.header.Set("Retry-After", argument)
		return given
	}}, err == nil
}

// noMetadata is a user who may read substreams and not what they are made of.
func noMetadata(asked request, given answer, now time.Time) answer {
	if asked.kind != metadata {
		return given
	}
	return errorOf(asked.service, http.StatusForbidden, now)
}

func html(request, answer, time.Time) answer {
	return answer{
		status: http.StatusOK,
		header: http.Header{"Content-Type": {"text/html; charset=utf-8"}},
		body:   []byte("<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>\n"),
	}
}

func truncated(_ request, given answer, _ time.Time) answer {
	given.body = given.body[:len(given.body)/2]
	return given
}

func empty(_ request, given answer, _ time.Time) answer {
	return answer{status: http.StatusOK, header: given.header}
}

// cut promises the whole body, sends half of it and closes the connection.
func cut(given answer, w http.ResponseWriter) {
	given.writeHead(w)
	_, _ = w.Write(given.body[:len(given.body)/2])
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}

// hugeSize is more than any real document: 16 MB and a little.
const hugeSize = 16<<20 + 64<<10

// huge sends a JSON document of more than 16 MB, in one line, without saying its length first.
func huge(given answer, w http.ResponseWriter) {
	for name, values := range given.header {
		w.Header()[name] = values
	}
	w.WriteHeader(given.status)
	chunk := []byte(strings.Repeat("x", 64<<10))
	_, err := w.Write([]byte(`{"padding":"`))
	for sent := 0; sent < hugeSize && err == nil; sent += len(chunk) {
		_, err = w.Write(chunk)
	}
	if err == nil {
		_, _ = w.Write([]byte(`"}`))
	}
}
