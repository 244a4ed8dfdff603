package middleware

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/routes"
)

// requestOf returns a request of a route without a deadline.
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

// answering returns one response after another, then repeats the last one, and counts them.
func answering(count *int, responses ...Response) Handler {
	return func(context.Context, *Request) Response {
		*count++
		return responses[min(*count, len(responses))-1]
	}
}

func status(code int) Response { return Response{Answer: protocol.Answer{Status: code}} }

// until sets the time until which a request can wait.
func (r *Request) until(deadline time.Time) *Request {
	r.KeepsWaiting = func(_ protocol.Answer, until time.Time) bool { return !deadline.Before(until) }
	return r
}
