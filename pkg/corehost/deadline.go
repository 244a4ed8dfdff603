package corehost

import (
	"context"
	"fmt"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// fetchDeadline is when a query stops fetching, and the fault of each request without an answer by then.
type fetchDeadline struct {
	at     time.Time
	fault  protocol.Fault
	detail string
	// cause ends the contexts of requests; nil for context.DeadlineExceeded.
	cause error
}

// queryTimeout returns the deadline of a query that continues where it stopped when it is run again. The timeout is
// only for the message.
func queryTimeout(timeout time.Duration, at time.Time) fetchDeadline {
	detail := fmt.Sprintf("%g s", timeout.Round(100*time.Millisecond).Seconds())
	return fetchDeadline{at: at, fault: protocol.QueryTimeout, detail: detail, cause: protocol.ErrQueryTimeout}
}

// minReserve is the least time that is kept for the work after the last fetch, unless that is more than half of the
// time left.
const minReserve = 300 * time.Millisecond

// beforeDeadline returns a fetch deadline a little before that of the context. A request that is not answered by then
// becomes an ordinary answer with a fault: it names the request, and the rest of the query stays as it is.
// isSet is false if the context has no deadline.
func beforeDeadline(ctx context.Context, now time.Time) (deadline fetchDeadline, isSet bool) {
	end, isSet := ctx.Deadline()
	if !isSet {
		return fetchDeadline{}, false
	}
	left := end.Sub(now)
	timeout := left - min(max(left/20, minReserve), left/2)
	detail := fmt.Sprintf("the query had %.1f s for requests, and they are over", timeout.Seconds())
	return fetchDeadline{at: now.Add(timeout), fault: protocol.Timeout, detail: detail}, true
}

// withDeadline bounds a Fetch: a request without an answer by the deadline gets its fault, and so does a later request.
// Only this query stops waiting; others that share the request do not.
func withDeadline(deadline fetchDeadline, fetch Fetch) Fetch {
	isOver := func() bool { return !time.Now().Before(deadline.at) }
	return func(ctx context.Context, request protocol.Request) protocol.Answer {
		if isOver() {
			return protocol.NotSent(deadline.fault, deadline.detail)
		}
		ctx, cancel := context.WithDeadlineCause(ctx, deadline.at, deadline.cause)
		defer cancel()
		answer := fetch(ctx, request)
		if answer.Fault == protocol.Timeout && deadline.fault != protocol.Timeout && isOver() {
			return protocol.NotSent(deadline.fault, deadline.detail)
		}
		return answer
	}
}
