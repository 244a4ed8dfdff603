package middleware

import (
	"context"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/metrics"
)

// Measure counts each HTTP request and its duration. It is after all steps that decide whether a request is sent, and
// before Reduce, so that the metrics count every HTTP request, retries and repetitions included, and nothing else. It
// does not send a request without waiters.
func Measure(now func() time.Time) Middleware {
	return func(next Handler) Handler {
		return func(ctx context.Context, request *Request) Response {
			tooLate := Response{Answer: protocol.NotSent(protocol.Timeout, "earlier requests used up the time limit")}
			if at := now(); !request.keepsWaiting(tooLate, at, at) {
				return tooLate
			}
			began := time.Now()
			response := next(ctx, request)
			response.ReceivedAt = now()
			request.Sent++
			service, route := string(request.Service), request.Route.Name
			metrics.Requests.WithLabelValues(service, route, metrics.Outcome(response.Answer)).Inc()
			metrics.RequestSeconds.WithLabelValues(service, route).Observe(time.Since(began).Seconds())
			return response
		}
	}
}
