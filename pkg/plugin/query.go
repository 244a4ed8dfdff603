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

// queriesAtOnce is how many queries of one request run at the same time where Grafana does not say.
const queriesAtOnce = 10

var querySeconds = promauto.NewHistogramVec(prometheus.HistogramOpts{
	Name:    "peerlens_query_duration_seconds",
	Help:    "How long the backend took to answer a query, the upstream's time included.",
	Buckets: prometheus.ExponentialBuckets(0.005, 3, 9),
}, []string{"service"})

// QueryData answers each query on its own: one that fails leaves the others as they are.
func (d *Datasource) QueryData(ctx context.Context, req *backend.QueryDataRequest) (*backend.QueryDataResponse, error) {
	limit, err := req.PluginContext.GrafanaConfig.ConcurrentQueryCount()
	if err != nil {
		limit = queriesAtOnce
	}
	return concurrent.QueryData(ctx, req, d.query, limit)
}

func (d *Datasource) query(ctx context.Context, asked concurrent.Query) backend.DataResponse {
	query := asked.DataQuery
	stats := &queryStats{next: d.fetch, decoded: d.decoded}
	about := corehost.Context{
		Service: string(d.settings.Service),
		Now:     d.now(),
		From:    query.TimeRange.From,
		To:      query.TimeRange.To,

		Settings: d.settings.Core,
	}
	about.Decoded = stats
	if d.settings.Service == protocol.Demo {
		about.Decoded = demoCache{stats}
	}
	began := time.Now()
	frames, err := corehost.Run(ctx, query.JSON, about, stats.fetch)
	querySeconds.WithLabelValues(about.Service).Observe(time.Since(began).Seconds())
	if err != nil {
		return failed(ctx, query.RefID, err)
	}
	for _, frame := range frames {
		frame.RefID = query.RefID
	}
	stats.addTo(frames)
	return backend.DataResponse{Frames: frames, Status: backend.StatusOK}
}

// failed makes a failure Grafana's. What the user or the upstream can mend is downstream's, so that it does not count against the plugin.
func failed(ctx context.Context, refID string, err error) backend.DataResponse {
	shown := corehost.Failure{Source: corehost.Plugin, Status: int(backend.StatusInternal), Message: err.Error()}
	if failure := new(corehost.Failure); errors.As(err, &failure) {
		shown = *failure
	}
	shown.Message = protocol.Bounded(shown.Message)
	source := backend.ErrorSourceDownstream
	if shown.Source == corehost.Plugin {
		source = backend.ErrorSourcePlugin
		backend.Logger.FromContext(ctx).Error("Query failed in the plugin", "refId", refID, "error", shown.Message)
	}
	return backend.DataResponse{Error: &shown, Status: backend.Status(shown.Status), ErrorSource: source}
}
