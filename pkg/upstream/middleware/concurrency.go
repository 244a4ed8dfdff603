package middleware

import "context"

// Concurrency limits how many requests are in flight at the same time. It is before Authenticate: a request takes its
// token once it has a slot, so that the token does not expire in the queue.
func Concurrency(limit int) Middleware {
	slots := make(chan struct{}, limit)
	return func(next Handler) Handler {
		return func(ctx context.Context, request *Request) Response {
			select {
			case slots <- struct{}{}:
				defer func() { <-slots }()
				return next(ctx, request)
			case <-ctx.Done():
				return Response{Answer: AnswerFor(ctx.Err())}
			}
		}
	}
}
