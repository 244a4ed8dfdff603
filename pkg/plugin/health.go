package plugin

import (
	"context"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// CheckHealth implements Save & test: it sends the upstream a request that succeeds only with working settings.
func (d *Datasource) CheckHealth(ctx context.Context, _ *backend.CheckHealthRequest) (*backend.CheckHealthResult, error) {
	message, err := corehost.Health(ctx, string(d.settings.Service), d.upstream.FetchNew, d.proof)
	if err != nil {
		return &backend.CheckHealthResult{Status: backend.HealthStatusError, Message: protocol.Bounded(err.Error())}, nil
	}
	return &backend.CheckHealthResult{Status: backend.HealthStatusOk, Message: protocol.Bounded(message)}, nil
}

// proof describes the credentials that the upstream has just used.
func (d *Datasource) proof() corehost.Proof {
	user, ends, renews := d.upstream.Credentials()
	return corehost.Proof{User: user, EndsIn: d.until(ends), RenewsIn: d.until(renews)}
}

// until returns the milliseconds until a time; nil for the zero time.
func (d *Datasource) until(at time.Time) *int64 {
	if at.IsZero() {
		return nil
	}
	left := at.Sub(d.now()).Milliseconds()
	return &left
}
