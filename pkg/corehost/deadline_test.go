package corehost

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// untilItEnds answers when its context ends, as the upstream does.
func untilItEnds(ctx context.Context, _ protocol.Request) protocol.Answer {
	<-ctx.Done()
	detail := "it was cancelled"
	if errors.Is(context.Cause(ctx), protocol.ErrQueryTimeout) {
		detail = "late"
	}
	return protocol.NotSent(protocol.Timeout, detail)
}

func TestRequestWithoutAnswerByTheQueryTimeoutIsLate(t *testing.T) {
	requests := 0
	answerWith := func(answer protocol.Answer) Fetch {
		return func(context.Context, protocol.Request) protocol.Answer {
			requests++
			return answer
		}
	}
	late := protocol.Answer{Fault: protocol.QueryTimeout, Detail: "2.5 s"}
	const limit = 2500 * time.Millisecond
	const soon, later = 10 * time.Millisecond, time.Hour
	ok, timeout := protocol.Answer{Status: 200}, protocol.NotSent(protocol.Timeout, "the server is slow")
	for name, row := range map[string]struct {
		left     time.Duration
		fetch    Fetch
		want     protocol.Answer
		requests int
	}{
		"answered in time":                   {later, answerWith(ok), ok, 1},
		"not answered in time":               {soon, untilItEnds, late, 0},
		"sent after it":                      {0, answerWith(ok), late, 0},
		"the request's own timeout, earlier": {later, answerWith(timeout), timeout, 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				requests = 0
				got := withDeadline(queryTimeout(limit, time.Now().Add(row.left)), row.fetch)(t.Context(), protocol.Request{})
				if got != row.want || requests != row.requests {
					t.Errorf("%+v after %d requests", got, requests)
				}
			})
		})
	}
}

func TestCancelledQueryIsNotLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		got := withDeadline(queryTimeout(time.Hour, time.Now().Add(time.Hour)), untilItEnds)(ctx, protocol.Request{})
		if got != protocol.NotSent(protocol.Timeout, "it was cancelled") {
			t.Errorf("%+v", got)
		}
	})
}

func TestFetchingEndsALittleBeforeTheDeadline(t *testing.T) {
	now := time.Now()
	for left, want := range map[time.Duration]time.Duration{
		30 * time.Second: 28_500 * time.Millisecond, 2 * time.Second: 1_700 * time.Millisecond, 400 * time.Millisecond: 200 * time.Millisecond,
	} {
		ctx, cancel := context.WithDeadline(t.Context(), now.Add(left))
		end, isSet := beforeDeadline(ctx, now)
		cancel()
		if got := end.at.Sub(now); !isSet || got != want {
			t.Errorf("with %v left it ends after %v, want %v", left, got, want)
		}
	}
	if _, isSet := beforeDeadline(t.Context(), now); isSet {
		t.Error("it ends without a deadline")
	}
}
