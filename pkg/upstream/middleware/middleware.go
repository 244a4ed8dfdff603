// Package middleware is the way of a request to an upstream: a chain of small steps in the manner of the SDK's
// backend/httpclient. From the outermost to the network they are
//
//	Trace         a span and a log line for each request of a route
//	Retry         repeats what may pass; waits without holding a place
//	Blocked       answers with a cooldown, before a place is waited for
//	Concurrency   a place among the requests that are open
//	Cooldown      starts a cooldown, before the place is given to the next
//	Authenticate  a token, taken once there is a place; one repetition with another token
//	Blocked       once more: a cooldown may have begun while a place or a login was waited for
//	Measure       metrics of each HTTP request
//	Reduce        keeps of the answer what the core reads, without secrets: whatever is behind it may hold anything
//	Transport     the HTTP request
package middleware

import (
	"context"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/routes"
)

// Request is one request of a route on its way, or a login. Only one goroutine at a time works on it.
type Request struct {
	// Service is what the instance talks to, Demo also for the routes of the two others.
	Service protocol.Service
	Route   routes.Route
	Params  map[string]string
	Method  string
	URL     string
	Headers map[string]string
	Body    []byte
	// IgnoresRouteCooldown says that who requests it wants to know whether what blocks its route still does.
	IgnoresRouteCooldown bool
	// CanWait tells whether anybody waits until a time, and gives those who do not the answer so far. Nil if nobody has
	// to be asked.
	CanWait func(soFar protocol.Answer, until time.Time) bool
	// Sent counts the HTTP requests that left.
	Sent int
}

// canWait stamps the answer so far as the final one would be.
func (r *Request) canWait(soFar Response, now, until time.Time) bool {
	return r.CanWait == nil || r.CanWait(r.stamp(soFar, now), until)
}

// stamp notes on an answer when it arrived and how many requests left for it.
func (r *Request) stamp(response Response, now time.Time) protocol.Answer {
	answer := response.Answer
	answer.Requests = r.Sent
	if answer.ReceivedAt.IsZero() {
		answer.ReceivedAt = now
	}
	return answer
}

// Response is an answer on its way back.
type Response struct {
	protocol.Answer
	// WasReset says that the connection was dropped before it answered.
	WasReset bool
	// IsRouteOnly says that a 401 is about the right to its route, and not about the token.
	IsRouteOnly bool
}

// Handler answers a request.
type Handler func(ctx context.Context, request *Request) Response

// Middleware is one step before the next handler.
type Middleware func(next Handler) Handler

// Chain puts middlewares before a handler, the first outermost.
func Chain(last Handler, middlewares ...Middleware) Handler {
	for i := len(middlewares) - 1; i >= 0; i-- {
		last = middlewares[i](last)
	}
	return last
}
