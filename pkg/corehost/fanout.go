package corehost

import (
	"context"
	"iter"
	"sync"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// maxConcurrent is how many requests of one query are in flight or wait to be decoded; each holds its text.
const maxConcurrent = 8

// fetched is a request with its answer or its cached result.
type fetched struct {
	request plannedRequest
	answer  protocol.Answer
	// cached is the result from the cache as JSON; empty if the answer is new.
	cached string
}

// fanOut fetches requests concurrently and yields them in the order in which they complete. It starts them in the order
// of the list, and starts no more once isEnough returns true. Leaving the loop early cancels the requests in flight.
func fanOut(
	ctx context.Context, requests []plannedRequest, fetch func(context.Context, plannedRequest) fetched, isEnough func() bool,
) iter.Seq[fetched] {
	return func(yield func(fetched) bool) {
		ctx, cancel := context.WithCancel(ctx)
		queue := make(chan plannedRequest, len(requests))
		for _, request := range requests {
			queue <- request
		}
		close(queue)
		results := make(chan fetched)
		var workers sync.WaitGroup
		for range min(maxConcurrent, len(requests)) {
			workers.Go(func() {
				for request := range queue {
					if isEnough() {
						return
					}
					select {
					case results <- fetch(ctx, request):
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
			close(results)
		}()
		for result := range results {
			if !yield(result) {
				return
			}
		}
	}
}

// fetchSafely calls fetch and turns its panic into an answer.
func fetchSafely(ctx context.Context, request protocol.Request, fetch Fetch) (answer protocol.Answer) {
	defer protocol.Recovered(ctx, &answer)
	return fetch(ctx, request)
}
