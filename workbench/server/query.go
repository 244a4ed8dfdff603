package main

import (
	"encoding/json"
	"errors"
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

// query runs queries in the backend. It answers 400 where any of them failed, as Grafana does, and then still with
// every result.
func (w *workbench) query(out http.ResponseWriter, r *http.Request) {
	var body queryBody
	if !readJSON(out, r, &body) {
		return
	}
	answers, err := w.run(r, body)
	if err != nil {
		writeMessage(out, http.StatusBadRequest, err.Error())
		return
	}
	status := http.StatusOK
	for _, answer := range answers {
		if answer.Error != nil {
			status = http.StatusBadRequest
		}
	}
	writeJSON(out, status, backend.QueryDataResponse{Responses: answers})
}

// run answers each query with Grafana's defaults. It fails with Grafana's words when there is none, or one names no
// known data source.
func (w *workbench) run(r *http.Request, body queryBody) (answers backend.Responses, err error) {
	if len(body.Queries) == 0 {
		return nil, errors.New("no queries found")
	}
	named := gtime.NewTimeRange(body.From, body.To)
	var span backend.TimeRange
	if span.From, err = named.ParseFrom(); err != nil {
		return nil, fmt.Errorf("from %q is no time: %w", body.From, err)
	}
	if span.To, err = named.ParseTo(); err != nil {
		return nil, fmt.Errorf("to %q is no time: %w", body.To, err)
	}
	answers = backend.Responses{}
	for _, raw := range body.Queries {
		model := queryModel{RefID: "A", IntervalMs: 1000, MaxDataPoints: 100}
		if err := json.Unmarshal(raw, &model); err != nil {
			return nil, fmt.Errorf("invalid query: %w", err)
		}
		instance, pluginContext, err := w.instance(r.Context(), model.Datasource.UID)
		if err != nil {
			return nil, fmt.Errorf("query %s: %w", model.RefID, err)
		}
		part, err := instance.QueryData(r.Context(), &backend.QueryDataRequest{PluginContext: pluginContext, Queries: []backend.DataQuery{{
			RefID: model.RefID, QueryType: model.QueryType, MaxDataPoints: model.MaxDataPoints, JSON: raw,
			Interval: time.Duration(model.IntervalMs) * time.Millisecond, TimeRange: span,
		}}})
		if err != nil {
			return nil, fmt.Errorf("query %s: %w", model.RefID, err)
		}
		answers[model.RefID] = part.Responses[model.RefID]
	}
	return answers, nil
}
