package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/config"
	"github.com/peerlens/peerlens-quality-datasource/pkg/plugin"
	"github.com/peerlens/peerlens-quality-datasource/simulator"
)

// upstreamOf is where the simulator answers any substream with the document of Storm's reference page, after some milliseconds.
func upstreamOf(address string, latency int) string {
	return fmt.Sprintf("%s/faults/latency=%d/documents/storm-substream", address, latency)
}

// rule is an alert rule's query and the data source that answers it.
type rule struct {
	source *plugin.Datasource
}

func newRule(ctx context.Context, address string, latency int) rule {
	made, err := plugin.NewDatasource(ctx, backend.DataSourceInstanceSettings{
		URL: upstreamOf(address, latency), JSONData: []byte(`{"service":"storm","auth":"token"}`),
		DecryptedSecureJSONData: map[string]string{"token": simulator.StormToken},
	})
	source, isSource := made.(*plugin.Datasource)
	if err != nil || !isSource {
		panic(fmt.Sprint("no data source: ", err))
	}
	return rule{source}
}

func (r rule) close() { r.source.Dispose() }

// evaluate asks for the substreams of a stream that no evaluation had before, as a snapshot stands for a second.
func (r rule) evaluate(ctx context.Context, stream string) error {
	query, err := json.Marshal(map[string]any{
		"queryType": "substream", "app": "live", "streamKeys": []string{stream}, "substreams": names(), "format": "numeric", "metric": "healthScore",
	})
	if err != nil {
		return err
	}
	now := time.Now()
	answered, err := r.source.QueryData(ctx, &backend.QueryDataRequest{
		PluginContext: backend.PluginContext{GrafanaConfig: config.NewGrafanaCfg(nil)},
		Queries:       []backend.DataQuery{{RefID: "A", JSON: query, TimeRange: backend.TimeRange{From: now.Add(-time.Minute), To: now}}},
	})
	if err != nil {
		return err
	}
	response := answered.Responses["A"]
	if response.Error != nil {
		return response.Error
	}
	frame := response.Frames[0]
	if requests := frame.Meta.Stats[0].Value; frame.Rows() != substreams || requests != substreams {
		return fmt.Errorf("%d rows of %v requests", frame.Rows(), requests)
	}
	return nil
}

func names() []string {
	named := make([]string, substreams)
	for i := range named {
		named[i] = fmt.Sprint("substream-", i)
	}
	return named
}

// mostResident is the most memory that this process has had, where the system tells.
func mostResident() string {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "an unknown size"
	}
	for line := range strings.Lines(string(status)) {
		if size, isMost := strings.CutPrefix(line, "VmHWM:"); isMost {
			return strings.TrimSpace(size)
		}
	}
	return "an unknown size"
}
