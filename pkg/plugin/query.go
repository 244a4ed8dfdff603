package plugin

import (
	"context"
	"errors"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/experimental/concurrent"
	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// defaultConcurrency is how many queries of one request run at the same time if Grafana sets no limit.
const defaultConcurrency = 10

var querySeconds = promauto.NewHistogramVec(prometheus.HistogramOpts{
	Name:    "peerlens_query_duration_seconds",
	Help:    "How long the backend took to answer a query, the upstream's time included.",
	Buckets: prometheus.ExponentialBuckets(0.005, 3, 9),
}, []string{"service"})

// QueryData answers each query separately: a failed query does not affect the others.
func (d *Datasource) QueryData(ctx context.Context, req *backend.QueryDataRequest) (*backend.QueryDataResponse, error) {
	limit, err := req.PluginContext.GrafanaConfig.ConcurrentQueryCount()
	if err != nil {
		limit = defaultConcurrency
	}
	return concurrent.QueryData(ctx, req, d.query, limit)
}

func (d *Datasource) query(ctx context.Context, request concurrent.Query) backend.DataResponse {
	query := request.DataQuery
	stats := &queryStats{next: d.fetch, upstream: d.upstream}
	queryContext := corehost.Context{
		Service: string(d.settings.Service),
		Now:     d.now(),
		From:    query.TimeRange.From,
		To:      query.TimeRange.To,

		Settings: d.settings.Saved,
		Decoded:  stats,
	}
	began := time.Now()
	frames, err := corehost.Run(ctx, query.JSON, queryContext, stats.fetch)
	querySeconds.WithLabelValues(queryContext.Service).Observe(time.Since(began).Seconds())
	if err != nil {
		return errorResponse(ctx, query.RefID, err)
	}
	for _, frame := range frames {
		frame.RefID = query.RefID
	}
	stats.addTo(frames)
	return backend.DataResponse{Frames: frames, Status: backend.StatusOK}
}

// errorResponse converts an error to Grafana's response. The source of errors that the user or the upstream can fix is
// downstream, so that they do not count against the plugin.
func errorResponse(ctx context.Context, refID string, err error) backend.DataResponse {
	result := corehost.Failure{Source: corehost.Plugin, Status: int(backend.StatusInternal), Message: err.Error()}
	if failure := new(corehost.Failure); errors.As(err, &failure) {
		result = *failure
	}
	result.Message = protocol.SingleLine(result.Message)
	source := backend.ErrorSourceDownstream
	if result.Source == corehost.Plugin {
		source = backend.ErrorSourcePlugin
		backend.Logger.FromContext(ctx).Error("Query failed in the plugin", "refId", refID, "error", result.Message)
	}
	return backend.DataResponse{Error: &result, Status: backend.Status(result.Status), ErrorSource: source}
}
