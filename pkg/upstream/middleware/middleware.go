// Package middleware has the steps of a request to an upstream: a chain in the manner of the SDK's backend/httpclient.
// From the outermost to the network they are
//
//	Trace         a span and a log line for each request of a route
//	Retry         repeats a temporary failure; waits without a slot
//	Blocked       answers with a cooldown, before the wait for a slot
//	Concurrency   a slot among the requests in flight
//	Cooldown      starts a cooldown, before the next request gets the slot
//	Authenticate  a token, taken once there is a slot; one repetition with another token
//	Blocked       again: a cooldown may have begun during the wait for a slot or a login
//	Measure       metrics of each HTTP request
//	Reduce        keeps the fields that the core reads, without secrets; before it, an answer can have any content
//	Transport     the HTTP request
package middleware

import (
	"context"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/routes"
)

// Request is one request of a route, or a login. Only one goroutine at a time uses it.
type Request struct {
	// Service is the service of the instance: Demo also for the routes of the two others.
	Service protocol.Service
	Route   routes.Route
	Params  map[string]string
	Method  string
	URL     string
	Headers map[string]string
	Body    []byte
	// IgnoresRouteCooldown is set for a request that checks whether its route still fails.
	IgnoresRouteCooldown bool
	// KeepsWaiting sends the answer so far to the waiters that cannot wait until a time, and reports whether there are
	// others. Nil means that the request can wait.
	KeepsWaiting func(soFar protocol.Answer, until time.Time) bool
	// Sent counts the HTTP requests that were sent.
	Sent int
}

// keepsWaiting calls KeepsWaiting with the answer so far, stamped like a final one.
func (r *Request) keepsWaiting(soFar Response, now, until time.Time) bool {
	return r.KeepsWaiting == nil || r.KeepsWaiting(r.stamp(soFar, now), until)
}

// stamp sets the time of arrival of an answer, and how many requests were sent for it.
func (r *Request) stamp(response Response, now time.Time) protocol.Answer {
	answer := response.Answer
	answer.Requests = r.Sent
	if answer.ReceivedAt.IsZero() {
		answer.ReceivedAt = now
	}
	return answer
}

// Response is the answer to a request.
type Response struct {
	protocol.Answer
	// WasReset is set if the connection was dropped before an answer.
	WasReset bool
	// IsRouteOnly is set if a 401 is about the right to its route, and not about the token.
	IsRouteOnly bool
	// WasReauthenticated is set if the upstream accepted a new token after it rejected a valid one, as after a restart.
	WasReauthenticated bool
}

// Handler answers a request.
type Handler func(ctx context.Context, request *Request) Response

// Middleware is one step before the next handler.
type Middleware func(next Handler) Handler

// Chain returns a handler with middlewares before it, the first outermost.
func Chain(last Handler, middlewares ...Middleware) Handler {
	for i := len(middlewares) - 1; i >= 0; i-- {
		last = middlewares[i](last)
	}
	return last
}
