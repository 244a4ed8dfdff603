package middleware

import (
	"context"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/tracing"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/metrics"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
)

// Trace writes a span for each request of a route, and a warning if it has no answer with 200. It is the outermost:
// retries, waiting and logins are part of the span. A good answer has no log line: those lines took a fifth of the time
// of this package.
func Trace(now func() time.Time) Middleware {
	return func(next Handler) Handler {
		return func(ctx context.Context, request *Request) Response {
			ctx, span := tracing.DefaultTracer().Start(ctx, "peerlens upstream "+request.Route.Name)
			defer span.End()
			response := next(ctx, request)
			response.Answer = request.stamp(response, now())
			outcome := metrics.Outcome(response.Answer)
			span.SetAttributes(attribute.String("outcome", outcome), attribute.Int("requests", request.Sent), attribute.Int("bytes", response.Bytes))
			if !response.IsSuccess() && response.BlockedBy == nil {
				span.SetStatus(codes.Error, outcome)
				backend.Logger.FromContext(ctx).Warn("An upstream request failed", "service", request.Service, "route", request.Route.Name,
					"outcome", outcome, "requests", request.Sent, "detail", response.Detail)
			}
			return response
		}
	}
}
