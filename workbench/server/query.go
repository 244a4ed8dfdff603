package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/gtime"
)

// queryBody is the body of Grafana's /api/ds/query.
type queryBody struct {
	Queries []json.RawMessage `json:"queries"`
	// From and To are milliseconds since the epoch as text, or relative as in now-1h.
	From string `json:"from"`
	To   string `json:"to"`
}

// queryModel is what Grafana itself reads of a query. The plugin gets the whole of it.
type queryModel struct {
	RefID         string `json:"refId"`
	QueryType     string `json:"queryType"`
	IntervalMs    int64  `json:"intervalMs"`
	MaxDataPoints int64  `json:"maxDataPoints"`
	Datasource    struct {
		UID string `json:"uid"`
	} `json:"datasource"`
}

// queryRoute runs queries in the backend. It answers 400 where any of them failed, as Grafana does, and then still with every result.
func queryRoute(sources *store, plugin *plugin) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body queryBody
		if !readJSON(w, r, &body) {
			return
		}
		batches, err := batchesOf(body, sources)
		if err != nil {
			writeMessage(w, http.StatusBadRequest, err.Error())
			return
		}
		status, answer := http.StatusOK, backend.NewQueryDataResponse()
		for _, batch := range batches {
			part, err := plugin.queryData(r.Context(), &backend.QueryDataRequest{PluginContext: batch.source.context(plugin.info), Queries: batch.queries})
			if err != nil {
				writeMessage(w, http.StatusInternalServerError, "Plugin unavailable: "+err.Error())
				return
			}
			for refID, response := range part.Responses {
				answer.Responses[refID] = response
				if response.Error != nil {
					status = http.StatusBadRequest
				}
			}
		}
		writeJSON(w, status, answer)
	})
}

// batch is the queries of one data source, which the plugin gets in one call.
type batch struct {
	source  source
	queries []backend.DataQuery
}

// batchesOf reads the queries with Grafana's defaults. It fails with Grafana's words where there is none, or one names no known data source.
func batchesOf(body queryBody, sources *store) ([]*batch, error) {
	if len(body.Queries) == 0 {
		return nil, fmt.Errorf("no queries found")
	}
	span, err := spanOf(body)
	if err != nil {
		return nil, err
	}
	var batches []*batch
	byUID := map[string]*batch{}
	for _, raw := range body.Queries {
		model := queryModel{RefID: "A", IntervalMs: 1000, MaxDataPoints: 100}
		if err := json.Unmarshal(raw, &model); err != nil {
			return nil, fmt.Errorf("invalid query: %w", err)
		}
		found, isKnown := sources.find(model.Datasource.UID)
		if !isKnown {
			return nil, fmt.Errorf("query %s: data source %q not found", model.RefID, model.Datasource.UID)
		}
		into := byUID[found.UID]
		if into == nil {
			into = &batch{source: found}
			byUID[found.UID] = into
			batches = append(batches, into)
		}
		into.queries = append(into.queries, backend.DataQuery{
			RefID:         model.RefID,
			QueryType:     model.QueryType,
			MaxDataPoints: model.MaxDataPoints,
			Interval:      time.Duration(model.IntervalMs) * time.Millisecond,
			TimeRange:     span,
			JSON:          raw,
		})
	}
	return batches, nil
}

func spanOf(body queryBody) (backend.TimeRange, error) {
	span := gtime.NewTimeRange(body.From, body.To)
	from, err := span.ParseFrom()
	if err != nil {
		return backend.TimeRange{}, fmt.Errorf("from %q is no time: %w", body.From, err)
	}
	to, err := span.ParseTo()
	if err != nil {
		return backend.TimeRange{}, fmt.Errorf("to %q is no time: %w", body.To, err)
	}
	return backend.TimeRange{From: from, To: to}, nil
}
