package corehost

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/dop251/goja"
	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/peerlens/peerlens-quality-datasource/pkg/engine"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// Context is all that varies between two runs of one query.
type Context struct {
	// Service is what the data source instance talks to: `100ms`, `storm` or `demo`.
	Service string
	Now     time.Time
	// From and To are the asked range, both ends included.
	From, To time.Time
}

// Fetch answers one request. It is called from several goroutines at once, and returns once ctx ends.
type Fetch func(ctx context.Context, request protocol.Request) protocol.Answer

// Run answers one saved query with its frames. Every error is a *Failure.
func Run(ctx context.Context, query json.RawMessage, about Context, fetch Fetch) (data.Frames, error) {
	run, err := core.Start(ctx)
	if err != nil {
		return nil, failureFrom(err)
	}
	defer run.Close()
	frames, err := (&queryRun{run: run, about: about, fetch: fetch}).frames(ctx, query)
	if err != nil {
		return nil, failureFrom(err)
	}
	return frames, nil
}

// queryRun is one query on its way through the core: parsed, planned and fetched until nothing is missing, assembled.
type queryRun struct {
	run   *engine.Run
	about Context
	fetch Fetch

	query    goja.Value
	outcomes *goja.Object
}

func (q *queryRun) frames(ctx context.Context, saved json.RawMessage) (frames data.Frames, err error) {
	requests, err := q.begin(ctx, saved)
	for err == nil && len(requests) > 0 {
		if err = q.answer(ctx, requests); err == nil {
			requests, err = q.plan(ctx)
		}
	}
	if err != nil {
		return nil, err
	}
	err = q.run.Do(ctx, func(vm *goja.Runtime, exports *goja.Object) error {
		frames, err = q.assemble(vm, exports)
		return err
	})
	return frames, err
}

// begin parses the query and plans its first requests.
func (q *queryRun) begin(ctx context.Context, saved json.RawMessage) (requests []planned, err error) {
	err = q.run.Do(ctx, func(vm *goja.Runtime, exports *goja.Object) error {
		fields, err := engine.ParseJSON(vm, strings.ToValidUTF8(string(saved), "\ufffd"))
		if err != nil {
			return &Failure{Source: User, Status: http.StatusBadRequest, Message: "This query is not JSON: " + err.Error() + "."}
		}
		if q.query, err = call(vm, exports, "parseQuery", fields, vm.ToValue(q.about.Service)); err != nil {
			return err
		}
		q.outcomes = vm.NewObject()
		requests, err = planOf(vm, exports, q.query, q.outcomes)
		return err
	})
	return requests, err
}

func (q *queryRun) plan(ctx context.Context) (requests []planned, err error) {
	err = q.run.Do(ctx, func(vm *goja.Runtime, exports *goja.Object) error {
		requests, err = planOf(vm, exports, q.query, q.outcomes)
		return err
	})
	return requests, err
}

// planned is a request beside the core's own value of it, which goes back to decode.
type planned struct {
	protocol.Request
	value goja.Value
}

func planOf(vm *goja.Runtime, exports *goja.Object, query, outcomes goja.Value) ([]planned, error) {
	returned, err := engine.Call(vm, exports, "plan", query, outcomes)
	if err != nil {
		return nil, err
	}
	var requests []protocol.Request
	if err := readPlain(vm, returned, &requests); err != nil {
		return nil, err
	}
	open := make([]planned, len(requests))
	for i, value := range elements(vm, returned) {
		open[i] = planned{Request: requests[i], value: value}
	}
	return open, nil
}

// answer fetches the requests and decodes each answer as it arrives.
func (q *queryRun) answer(ctx context.Context, requests []planned) error {
	for arrived := range fetchAll(ctx, requests, q.fetch) {
		err := q.run.Do(ctx, func(vm *goja.Runtime, exports *goja.Object) error {
			answer, err := answerValue(vm, arrived.answer)
			if err != nil {
				return err
			}
			outcome, err := engine.Call(vm, exports, "decode", arrived.request.value, answer)
			if err != nil {
				return err
			}
			return q.outcomes.Set(arrived.request.Key, outcome)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (q *queryRun) assemble(vm *goja.Runtime, exports *goja.Object) (data.Frames, error) {
	about, err := writePlain(vm, map[string]any{
		"service": q.about.Service,
		"now":     q.about.Now.UnixMilli(),
		"range":   map[string]int64{"from": q.about.From.UnixMilli(), "to": q.about.To.UnixMilli()},
	})
	if err != nil {
		return nil, err
	}
	frames, err := call(vm, exports, "assemble", q.query, about, q.outcomes)
	if err != nil {
		return nil, err
	}
	return readFrames(vm, frames)
}
