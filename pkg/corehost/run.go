package corehost

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/dop251/goja"
	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/peerlens/peerlens-quality-datasource/pkg/engine"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// Context is all that varies between two runs of one query.
type Context struct {
	// Service is what the data source instance talks to: `100ms`, `storm` or `demo`.
	Service string
	Now     time.Time
	// From and To are the asked range, both ends included.
	From, To time.Time
	// Settings are those that the core reads, as they are saved and by their names.
	Settings map[string]any
	// Summaries are decoded answers of the same instance, nil where none are kept.
	Summaries Summaries

	// timeLeft is how long there is to ask, 0 where nobody knows.
	timeLeft time.Duration
}

// value gives the context as the core takes it.
func (c Context) value(vm *goja.Runtime) (goja.Value, error) {
	about := map[string]any{
		"service": c.Service,
		"now":     c.Now.UnixMilli(),
		"range":   map[string]int64{"from": c.From.UnixMilli(), "to": c.To.UnixMilli()},
	}
	maps.Copy(about, c.Settings)
	if c.timeLeft > 0 {
		about["timeLeft"] = c.timeLeft.Milliseconds()
	}
	return writePlain(vm, about)
}

// Summaries keep decoded answers as JSON, by the keys of their requests: a decoded peer is a fraction of its text, and costs no decoding.
// They are asked from several goroutines at once.
type Summaries interface {
	Get(request protocol.Request) (outcome string, isKept bool)
	Keep(key, outcome string, life time.Duration)
}

// Fetch answers one request. It is called from several goroutines at once, and returns once ctx ends.
type Fetch func(ctx context.Context, request protocol.Request) protocol.Answer

var coreSeconds = promauto.NewHistogramVec(prometheus.HistogramOpts{
	Name:    "peerlens_core_duration_seconds",
	Help:    "How long a query's JavaScript ran, without what it waited for.",
	Buckets: prometheus.ExponentialBuckets(0.001, 3, 9),
}, []string{"service"})

// Run answers one saved query with its frames. Every error is a *Failure.
func Run(ctx context.Context, query json.RawMessage, about Context, fetch Fetch) (data.Frames, error) {
	began := time.Now()
	fetch = UntilHung(fetch)
	if end, isSet := beforeDeadline(ctx, began); isSet {
		fetch, about.timeLeft = within(end, fetch), end.at.Sub(began)
	}
	run, err := core.Start(ctx)
	if err != nil {
		return nil, failureFrom(err)
	}
	defer run.Close()
	defer func() { coreSeconds.WithLabelValues(about.Service).Observe(run.Spent().Seconds()) }()
	frames, err := (&queryRun{run: run, about: about, fetch: fetch, began: began, weight: goja.Null()}).frames(ctx, query)
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
	began time.Time

	query    goja.Value
	context  goja.Value
	outcomes *goja.Object
	// weight is what the core says of what the query holds, isFull whether that is all that it may.
	weight goja.Value
	isFull atomic.Bool
}

func (q *queryRun) frames(ctx context.Context, saved json.RawMessage) (frames data.Frames, err error) {
	step, err := q.begin(ctx, saved)
	for err == nil && len(step.requests) > 0 {
		if err = q.answer(ctx, step.requests); err == nil {
			step, err = q.advance(ctx)
		}
	}
	return step.frames, err
}

// begin parses the query and takes its first step.
func (q *queryRun) begin(ctx context.Context, saved json.RawMessage) (taken step, err error) {
	err = q.run.Do(ctx, func(vm *goja.Runtime, exports *goja.Object) error {
		fields, err := engine.ParseJSON(vm, strings.ToValidUTF8(string(saved), "\ufffd"))
		if err != nil {
			return &Failure{Source: User, Status: http.StatusBadRequest, Message: "This query is not JSON: " + err.Error() + "."}
		}
		if q.query, err = call(vm, exports, "parseQuery", fields, vm.ToValue(q.about.Service)); err != nil {
			return err
		}
		q.outcomes = vm.NewObject()
		if q.context, err = q.about.value(vm); err != nil {
			return err
		}
		if err = q.bound(vm, exports); err != nil {
			return err
		}
		taken, err = q.stepOf(vm, exports)
		return err
	})
	return taken, err
}

// bound gives the query as long to ask as the core says, which may be as long as it takes.
func (q *queryRun) bound(vm *goja.Runtime, exports *goja.Object) error {
	milliseconds, err := engine.Call(vm, exports, "fetchTimeout", q.query, q.context)
	if err != nil || goja.IsNull(milliseconds) {
		return err
	}
	while := time.Duration(milliseconds.ToFloat() * float64(time.Millisecond))
	q.fetch = within(lateAfter(while, q.began.Add(while)), q.fetch)
	return nil
}

func (q *queryRun) advance(ctx context.Context) (taken step, err error) {
	err = q.run.Do(ctx, func(vm *goja.Runtime, exports *goja.Object) error {
		taken, err = q.stepOf(vm, exports)
		return err
	})
	return taken, err
}

// step is how far a query is: what it needs next; its frames where that is nothing.
type step struct {
	requests []planned
	frames   data.Frames
}

// planned is a request beside the core's own value of it, which goes back to decode.
type planned struct {
	protocol.Request
	value goja.Value
}

func (q *queryRun) stepOf(vm *goja.Runtime, exports *goja.Object) (taken step, err error) {
	returned, err := engine.Call(vm, exports, "advance", q.query, q.context, q.outcomes)
	if err != nil {
		return step{}, err
	}
	if result := returned.ToObject(vm).Get("result"); result != nil {
		value, err := valueOf(vm, "advance", result)
		if err != nil {
			return step{}, err
		}
		taken.frames, err = readFrames(vm, value)
		return taken, err
	}
	for _, value := range elements(vm, returned.ToObject(vm).Get("requests")) {
		taken.requests = append(taken.requests, planned{Request: requestOf(vm, value), value: value})
	}
	return taken, nil
}

// requestOf reads a request member by member: a query has hundreds, and text would take twice as long.
func requestOf(vm *goja.Runtime, value goja.Value) protocol.Request {
	given := value.ToObject(vm)
	params := given.Get("params").ToObject(vm)
	request := protocol.Request{
		Key: given.Get("key").String(), Route: given.Get("route").String(), Projection: given.Get("projection").String(),
		Params: map[string]string{},
	}
	for _, name := range params.Keys() {
		request.Params[name] = params.Get(name).String()
	}
	return request
}

// answer gives each request its outcome: one that is kept, else what its answer is decoded to as it arrives. Where the query then holds
// all that it may, the last of the requests get none.
func (q *queryRun) answer(ctx context.Context, requests []planned) error {
	q.isFull.Store(false)
	for arrived := range arriveAll(ctx, requests, q.arrive, q.isFull.Load) {
		err := q.run.Do(ctx, func(vm *goja.Runtime, exports *goja.Object) error {
			return q.take(vm, exports, arrived)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// arrive gives what is kept for a request, else fetches.
func (q *queryRun) arrive(ctx context.Context, request planned) arrival {
	if q.about.Summaries != nil {
		if kept, isKept := q.about.Summaries.Get(request.Request); isKept {
			return arrival{request: request, kept: kept}
		}
	}
	return arrival{request: request, answer: answerOf(ctx, request.Request, q.fetch)}
}

// take makes what arrived the outcome of its request.
func (q *queryRun) take(vm *goja.Runtime, exports *goja.Object, arrived arrival) error {
	outcome, err := q.outcomeOf(vm, exports, arrived)
	if err != nil {
		return err
	}
	if err := q.outcomes.Set(arrived.request.Key, outcome); err != nil {
		return err
	}
	q.weight, err = engine.Call(vm, exports, "countOutcome", q.query, q.context, q.weight, arrived.request.value, outcome)
	if err != nil {
		return err
	}
	if q.weight.ToObject(vm).Get("isFull").ToBoolean() {
		q.isFull.Store(true)
	}
	return nil
}

func (q *queryRun) outcomeOf(vm *goja.Runtime, exports *goja.Object, arrived arrival) (goja.Value, error) {
	if arrived.kept != "" {
		return engine.ParseJSON(vm, arrived.kept)
	}
	answer, err := answerValue(vm, arrived.answer)
	if err != nil {
		return nil, err
	}
	outcome, err := engine.Call(vm, exports, "decode", arrived.request.value, answer)
	if err != nil {
		return nil, err
	}
	return outcome, q.keep(vm, exports, arrived, outcome)
}

// keep keeps an outcome for as long as the core says, from when its answer arrived.
func (q *queryRun) keep(vm *goja.Runtime, exports *goja.Object, arrived arrival, outcome goja.Value) error {
	if q.about.Summaries == nil {
		return nil
	}
	milliseconds, err := engine.Call(vm, exports, "cacheTtl", arrived.request.value, outcome)
	if err != nil {
		return err
	}
	life := time.Duration(milliseconds.ToInteger())*time.Millisecond - max(0, q.about.Now.Sub(arrived.answer.ReceivedAt))
	if life <= 0 {
		return nil
	}
	text, err := stringify(vm, outcome)
	if err != nil {
		return err
	}
	q.about.Summaries.Keep(arrived.request.Key, text, life)
	return nil
}
