package corehost

import (
	"context"
	"sync/atomic"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// WithCircuitBreaker returns a Fetch that sends no more requests after maxConcurrent timeouts in a row: it answers the
// rest with a timeout at once. Without it, each request to a host that hangs would wait for its own timeout.
func WithCircuitBreaker(fetch Fetch) Fetch {
	var timeoutsInARow atomic.Int32
	return func(ctx context.Context, request protocol.Request) protocol.Answer {
		if timeoutsInARow.Load() >= maxConcurrent {
			return protocol.NotSent(protocol.Timeout, "earlier requests to this server timed out too")
		}
		answer := fetch(ctx, request)
		if answer.Fault == protocol.Timeout {
			timeoutsInARow.Add(1)
		} else {
			timeoutsInARow.Store(0)
		}
		return answer
	}
}
