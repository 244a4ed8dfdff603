package corehost

import (
	"context"
	"sync/atomic"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// UntilHung bounds a Fetch of many requests: after as many timeouts in a row as are asked at once the rest is not asked. A host that hangs
// would hold each of them for as long.
func UntilHung(fetch Fetch) Fetch {
	var inARow atomic.Int32
	return func(ctx context.Context, request protocol.Request) protocol.Answer {
		if inARow.Load() >= inFlight {
			return protocol.Refusal(protocol.Timeout, "the requests before it had no answer either")
		}
		answer := fetch(ctx, request)
		if answer.Fault == protocol.Timeout {
			inARow.Add(1)
		} else {
			inARow.Store(0)
		}
		return answer
	}
}
