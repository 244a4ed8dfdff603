package corehost

import (
	"context"
	"fmt"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// askingEnd is when a query stops asking, and what that is to a request that is not answered by then.
type askingEnd struct {
	at    time.Time
	fault protocol.Fault
	words string
	// cause ends the contexts of requests, nil for the context's own.
	cause error
}

// lateAfter ends the asking of a query that goes on from there when it is asked again.
func lateAfter(while time.Duration, at time.Time) askingEnd {
	return askingEnd{at: at, fault: protocol.QueryTimeout, words: fmt.Sprintf("%g s", while.Round(100*time.Millisecond).Seconds()), cause: protocol.ErrQueryTimeout}
}

// shortestRest is the least that is left of a query's time for what follows the asking, where it has twice as much.
const shortestRest = 300 * time.Millisecond

// beforeDeadline ends the asking of whatever has a deadline a little before that: what is not answered is then an answer as any other,
// which names who did not give one and leaves the rest as it is. False where there is no deadline.
func beforeDeadline(ctx context.Context, now time.Time) (end askingEnd, isSet bool) {
	deadline, isSet := ctx.Deadline()
	if !isSet {
		return askingEnd{}, false
	}
	left := deadline.Sub(now)
	while := left - min(max(left/20, shortestRest), left/2)
	words := fmt.Sprintf("the %.1f s that there were to ask are over", while.Seconds())
	return askingEnd{at: now.Add(while), fault: protocol.Timeout, words: words}, true
}

// within bounds a Fetch: what is not answered by the end gets its fault, and so does what is asked later. Only this query stops waiting.
func within(end askingEnd, fetch Fetch) Fetch {
	isOver := func() bool { return !time.Now().Before(end.at) }
	return func(ctx context.Context, request protocol.Request) protocol.Answer {
		if isOver() {
			return protocol.Refusal(end.fault, end.words)
		}
		ctx, cancel := context.WithDeadlineCause(ctx, end.at, end.cause)
		defer cancel()
		answer := fetch(ctx, request)
		if answer.Fault == protocol.Timeout && end.fault != protocol.Timeout && isOver() {
			return protocol.Refusal(end.fault, end.words)
		}
		return answer
	}
}
