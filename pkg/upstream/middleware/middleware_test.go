package middleware

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/routes"
)

// requestOf makes a request of a route. Who makes it waits for ever.
func requestOf(t *testing.T, name string) *Request {
	t.Helper()
	for route := range routes.All() {
		if route.Name == name {
			return &Request{Service: route.Service, Route: route, Method: http.MethodGet, Params: map[string]string{}}
		}
	}
	t.Fatalf("no route %s", name)
	return nil
}

// answering gives one response after another, the last for ever, and counts them.
func answering(count *int, responses ...Response) Handler {
	return func(context.Context, *Request) Response {
		*count++
		return responses[min(*count, len(responses))-1]
	}
}

func status(code int) Response { return Response{Answer: protocol.Answer{Status: code}} }

// until lets a request wait until a time.
func (r *Request) until(deadline time.Time) *Request {
	r.CanWait = func(_ protocol.Answer, until time.Time) bool { return !deadline.Before(until) }
	return r
}

func TestChainPutsTheFirstOutermost(t *testing.T) {
	var order []string
	named := func(name string) Middleware {
		return func(next Handler) Handler {
			return func(ctx context.Context, request *Request) Response {
				order = append(order, name)
				return next(ctx, request)
			}
		}
	}
	count := 0
	Chain(answering(&count, status(200)), named("first"), named("second"))(t.Context(), &Request{})
	if len(order) != 2 || order[0] != "first" || count != 1 {
		t.Errorf("%v, then %d requests", order, count)
	}
}
