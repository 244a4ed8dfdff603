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
	// kept is the outcome as it was kept, empty where the answer is new.
	kept string
}

// arriveAll answers requests concurrently, in the order in which they arrive, and begins no more of them once there is enough: what was
// begun are the first of them. A loop left early cancels what is still open.
func arriveAll(ctx context.Context, requests []planned, arrive func(context.Context, planned) arrival, isEnough func() bool) iter.Seq[arrival] {
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
					if isEnough() {
						return
					}
					select {
					case arrivals <- arrive(ctx, request):
					case <-ctx.Done():
						return
					}
				}
			})
		}
		defer workers.Wait()
		defer cancel()
		go func() {
			workers.Wait()
			close(arrivals)
		}()
		for arrived := range arrivals {
			if !yield(arrived) {
				return
			}
		}
	}
}

func answerOf(ctx context.Context, request protocol.Request, fetch Fetch) (answer protocol.Answer) {
	defer protocol.Recovered(ctx, &answer)
	return fetch(ctx, request)
}
