// Package plugin implements Grafana's data source API: queries, health, resources and streams of one instance.
package plugin

import (
	"context"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/instancemgmt"
	"github.com/peerlens/peerlens-quality-datasource/pkg/live"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/settings"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream"
)

var (
	_ backend.QueryDataHandler      = (*Datasource)(nil)
	_ backend.CheckHealthHandler    = (*Datasource)(nil)
	_ backend.CallResourceHandler   = (*Datasource)(nil)
	_ backend.StreamHandler         = (*Datasource)(nil)
	_ instancemgmt.InstanceDisposer = (*Datasource)(nil)
)

// Datasource is one instance: one connection to one service.
type Datasource struct {
	upstream *upstream.Client
	live     *live.Hub
	// serverName is that of a Storm server, as last read.
	serverName serverName
	settings   settings.Settings
	now        func() time.Time
	routes     backend.CallResourceHandler
}

// NewDatasource returns an instance for its settings. It does not fail on wrong settings: queries and Save & test
// report them.
func NewDatasource(ctx context.Context, settings backend.DataSourceInstanceSettings) (instancemgmt.Instance, error) {
	return newDatasource(ctx, settings, time.Now), nil
}

func newDatasource(ctx context.Context, saved backend.DataSourceInstanceSettings, now func() time.Time) *Datasource {
	client := upstream.New(ctx, saved, now)
	datasource := &Datasource{upstream: client, live: live.NewHub(client, now), settings: client.Settings(), now: now}
	datasource.routes = newRoutes(datasource.fetch)
	return datasource
}

// fetch answers a request: the hub answers the route `live`, the upstream all others.
func (d *Datasource) fetch(ctx context.Context, request protocol.Request) protocol.Answer {
	if request.Route == live.Route {
		return d.live.Answer(ctx, request)
	}
	answer := d.upstream.Fetch(ctx, request)
	if request.Route == "stormInfo" {
		return d.serverName.complete(answer)
	}
	return answer
}

// Dispose is called when a change of the settings has replaced the instance.
func (d *Datasource) Dispose() {
	d.live.Close()
	d.upstream.Close()
}
