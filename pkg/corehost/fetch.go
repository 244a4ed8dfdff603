package corehost

import (
	"context"
	"iter"
	"sync"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// inFlight is how many requests of one query are open or wait to be decoded; each holds its text.
const inFlight = 8

type arrival struct {
	request planned
	answer  protocol.Answer
}

// fetchAll answers the requests concurrently, in the order in which they arrive. A loop left early cancels what is still open.
func fetchAll(ctx context.Context, requests []planned, fetch Fetch) iter.Seq[arrival] {
	return func(yield func(arrival) bool) {
		ctx, cancel := context.WithCancel(ctx)
		waiting := make(chan planned, len(requests))
		for _, request := range requests {
			waiting <- request
		}
		close(waiting)
		arrivals := make(chan arrival)
		var workers sync.WaitGroup
		for range min(inFlight, len(requests)) {
			workers.Go(func() {
				for request := range waiting {
					select {
					case arrivals <- arrival{request, answerOf(ctx, request.Request, fetch)}:
					case <-ctx.Done():
						return
					}
				}
			})
		}
		defer workers.Wait()
		defer cancel()
		for range requests {
			select {
			case arrived := <-arrivals:
				if !yield(arrived) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}

func answerOf(ctx context.Context, request protocol.Request, fetch Fetch) (answer protocol.Answer) {
	defer protocol.Recovered(ctx, &answer)
	return fetch(ctx, request)
}
