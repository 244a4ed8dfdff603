package corehost

import (
	"context"
	"fmt"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// within bounds a Fetch: what is not answered by a time, a while after the query began, is answered as late, and so is what is asked
// later. Only this query stops waiting.
func within(while time.Duration, until time.Time, fetch Fetch) Fetch {
	late := protocol.Refusal(protocol.Late, fmt.Sprintf("%g s", while.Seconds()))
	isOver := func() bool { return !time.Now().Before(until) }
	return func(ctx context.Context, request protocol.Request) protocol.Answer {
		if isOver() {
			return late
		}
		ctx, cancel := context.WithDeadlineCause(ctx, until, protocol.ErrLate)
		defer cancel()
		answer := fetch(ctx, request)
		if answer.Fault == protocol.Timeout && isOver() {
			return late
		}
		return answer
	}
}
