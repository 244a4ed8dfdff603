package middleware

import "context"

// Concurrency lets a number of requests be open at the same time. It is before Authenticate: who waits for a place
// takes its token when it has one, so that the token does not expire in the queue.
func Concurrency(limit int) Middleware {
	places := make(chan struct{}, limit)
	return func(next Handler) Handler {
		return func(ctx context.Context, request *Request) Response {
			select {
			case places <- struct{}{}:
				defer func() { <-places }()
				return next(ctx, request)
			case <-ctx.Done():
				return Response{Answer: FaultOf(ctx.Err())}
			}
		}
	}
}
