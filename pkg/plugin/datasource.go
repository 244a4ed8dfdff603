// Package plugin is the data source as Grafana calls it: queries, health, resources and streams of one instance.
package plugin

import (
	"context"
	"encoding/json"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/instancemgmt"
	"github.com/peerlens/peerlens-quality-datasource/pkg/live"
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
	// summaries are the decoded answers of this instance, for queries that the backend runs.
	summaries upstream.Summaries
	live      *live.Hub
	// settings are those that the core reads, as they are saved.
	settings map[string]any
	now      func() time.Time
	routes   backend.CallResourceHandler
}

// NewDatasource makes an instance from its settings. Wrong settings do not fail here: queries and Save & test tell about them.
func NewDatasource(ctx context.Context, settings backend.DataSourceInstanceSettings) (instancemgmt.Instance, error) {
	return newDatasource(ctx, settings, time.Now), nil
}

func newDatasource(ctx context.Context, settings backend.DataSourceInstanceSettings, now func() time.Time) *Datasource {
	client := upstream.New(ctx, settings, now)
	made := &Datasource{
		upstream: client, summaries: client.Summaries(), live: live.NewHub(client, now),
		settings: coreSettings(settings.JSONData), now: now,
	}
	made.routes = newRoutes(made.fetch)
	return made
}

// coreSettings gives the settings that the core reads; those that cannot be read are none, and pkg/upstream tells of it.
func coreSettings(jsonData json.RawMessage) map[string]any {
	var all map[string]any
	_ = json.Unmarshal(jsonData, &all)
	read := map[string]any{}
	for _, name := range []string{"maxPeers", "maxSessions", "callsTimeout", "thresholds"} {
		if value, isSaved := all[name]; isSaved {
			read[name] = value
		}
	}
	return read
}

// Dispose is called when the instance's settings have changed and another took its place.
func (d *Datasource) Dispose() {
	d.live.Close()
	d.upstream.Close()
}
