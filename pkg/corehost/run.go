package corehost

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dop251/goja"
	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/peerlens/peerlens-quality-datasource/pkg/engine"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"golang.org/x/sync/errgroup"
)

// Fetch answers one request. It is called from several goroutines at once, and returns once ctx ends.
type Fetch func(ctx context.Context, request protocol.Request) protocol.Answer

var coreSeconds = promauto.NewHistogramVec(prometheus.HistogramOpts{
	Name:    "peerlens_core_duration_seconds",
	Help:    "JavaScript time of a query, without waiting.",
	Buckets: prometheus.ExponentialBuckets(0.001, 3, 9),
}, []string{"service"})

// Run returns the frames of one saved query. Every error is a *Failure.
func Run(ctx context.Context, query json.RawMessage, queryContext Context, fetch Fetch) (data.Frames, error) {
	began := time.Now()
	fetch = WithCircuitBreaker(fetch)
	if deadline, isSet := beforeDeadline(ctx, began); isSet {
		fetch, queryContext.timeLeft = withDeadline(deadline, fetch), deadline.at.Sub(began)
	}
	lease, err := core.Acquire(ctx)
	if err != nil {
		return nil, failureFrom(err)
	}
	defer lease.Release()
	defer func() { coreSeconds.WithLabelValues(queryContext.Service).Observe(lease.Spent().Seconds()) }()
	frames, err := (&queryRun{lease: lease, queryContext: queryContext, fetch: fetch, began: began, usedBudget: goja.Null()}).frames(ctx, query)
	if err != nil {
		return nil, failureFrom(err)
	}
	return frames, nil
}

// queryRun is one query on its way through the core: it is parsed, then planned and fetched until nothing is missing,
// then assembled.
type queryRun struct {
	lease        *engine.Lease
	queryContext Context
	fetch        Fetch
	began        time.Time

	query       goja.Value
	coreContext goja.Value
	results     *goja.Object
	// usedBudget is the part of the query's value budget that its results take, as the core counts it. isBudgetExhausted
	// is set once they take all of it.
	usedBudget        goja.Value
	isBudgetExhausted atomic.Bool
}

func (q *queryRun) frames(ctx context.Context, saved json.RawMessage) (frames data.Frames, err error) {
	step, err := q.begin(ctx, saved)
	for err == nil && len(step.requests) > 0 {
		if err = q.fetchAll(ctx, step.requests); err == nil {
			step, err = q.advance(ctx)
		}
	}
	return step.frames, err
}

// begin parses the query and returns its first step.
func (q *queryRun) begin(ctx context.Context, saved json.RawMessage) (next step, err error) {
	err = q.lease.Do(ctx, func(vm *goja.Runtime, exports *goja.Object) error {
		fields, err := q.lease.ParseJSON(strings.ToValidUTF8(string(saved), "\ufffd"))
		if err != nil {
			return &Failure{Source: User, Status: http.StatusBadRequest, Message: "This query is not JSON: " + err.Error() + "."}
		}
		if q.query, err = call(vm, exports, "parseQuery", fields, vm.ToValue(q.queryContext.Service)); err != nil {
			return err
		}
		q.results = vm.NewObject()
		if q.coreContext, err = q.queryContext.value(vm); err != nil {
			return err
		}
		if err = q.limitFetching(vm, exports); err != nil {
			return err
		}
		next, err = q.nextStep(vm, exports)
		return err
	})
	return next, err
}

// limitFetching bounds the query's fetching by the time that the core names; the core may name none.
func (q *queryRun) limitFetching(vm *goja.Runtime, exports *goja.Object) error {
	milliseconds, err := engine.Call(vm, exports, "fetchTimeout", q.query, q.coreContext)
	if err != nil || goja.IsNull(milliseconds) {
		return err
	}
	timeout := time.Duration(milliseconds.ToFloat() * float64(time.Millisecond))
	q.fetch = withDeadline(queryTimeout(timeout, q.began.Add(timeout)), q.fetch)
	return nil
}

func (q *queryRun) advance(ctx context.Context) (next step, err error) {
	err = q.lease.Do(ctx, func(vm *goja.Runtime, exports *goja.Object) error {
		next, err = q.nextStep(vm, exports)
		return err
	})
	return next, err
}

// step is the next step of a query: the requests to answer, or the frames if it needs no more.
type step struct {
	requests []plannedRequest
	frames   data.Frames
}

// plannedRequest is a request and the core's own value of it, which goes back to `decode`.
type plannedRequest struct {
	protocol.Request
	value goja.Value
}

func (q *queryRun) nextStep(vm *goja.Runtime, exports *goja.Object) (next step, err error) {
	returned, err := engine.Call(vm, exports, "advance", q.query, q.coreContext, q.results)
	if err != nil {
		return step{}, err
	}
	if result := returned.ToObject(vm).Get("result"); result != nil {
		value, err := unwrap(vm, "advance", result)
		if err != nil {
			return step{}, err
		}
		next.frames, err = readFrames(vm, value)
		return next, err
	}
	for _, value := range elements(vm, returned.ToObject(vm).Get("requests")) {
		next.requests = append(next.requests, plannedRequest{Request: readRequest(vm, value), value: value})
	}
	return next, nil
}

// readRequest reads a request member by member: a query has hundreds, and JSON text would take twice as long.
func readRequest(vm *goja.Runtime, value goja.Value) protocol.Request {
	object := value.ToObject(vm)
	params := object.Get("params").ToObject(vm)
	request := protocol.Request{
		Key: object.Get("key").String(), Route: object.Get("route").String(), Projection: object.Get("projection").String(),
		Params: map[string]string{},
	}
	for _, name := range params.Keys() {
		request.Params[name] = params.Get(name).String()
	}
	return request
}

// maxConcurrent is how many requests of one query are in flight or wait to be decoded; each holds its text.
const maxConcurrent = 8

// fetched is a request with its answer or its cached result.
type fetched struct {
	request plannedRequest
	answer  protocol.Answer
	// cached is the result from the cache as JSON; empty if the answer is new.
	cached string
}

// fetchAll stores a result for each request: the cached one, or that of its answer. It starts the requests in their
// order. Once the value budget is spent, the remaining requests get none. A goroutine for each request would grow its
// stack anew for each, so a few goroutines take all requests.
func (q *queryRun) fetchAll(ctx context.Context, requests []plannedRequest) error {
	q.isBudgetExhausted.Store(false)
	group, ctx := errgroup.WithContext(ctx)
	var next atomic.Int64
	var decoding sync.Mutex
	addNext := func(request plannedRequest) error {
		response := q.fetchOne(ctx, request)
		decoding.Lock()
		defer decoding.Unlock()
		return q.lease.Do(ctx, func(vm *goja.Runtime, exports *goja.Object) error {
			return q.addResult(vm, exports, response)
		})
	}
	for range min(maxConcurrent, len(requests)) {
		group.Go(func() error {
			for i := next.Add(1); int(i) <= len(requests) && !q.isBudgetExhausted.Load() && ctx.Err() == nil; i = next.Add(1) {
				if err := addNext(requests[i-1]); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

// fetchOne returns the cached result of a request, or fetches its answer.
func (q *queryRun) fetchOne(ctx context.Context, request plannedRequest) fetched {
	if q.queryContext.Decoded != nil {
		if cached, isCached := q.queryContext.Decoded.Get(request.Request); isCached {
			return fetched{request: request, cached: cached}
		}
	}
	answer := protocol.Recover(ctx, func() protocol.Answer { return q.fetch(ctx, request.Request) })
	return fetched{request: request, answer: answer}
}

// addResult decodes an answer, stores the result of its request and counts its values.
func (q *queryRun) addResult(vm *goja.Runtime, exports *goja.Object, response fetched) error {
	result, err := q.decode(vm, exports, response)
	if err != nil {
		return err
	}
	if err := q.results.Set(response.request.Key, result); err != nil {
		return err
	}
	q.usedBudget, err = engine.Call(vm, exports, "countOutcome", q.query, q.coreContext, q.usedBudget, response.request.value, result)
	if err != nil {
		return err
	}
	if q.usedBudget.ToObject(vm).Get("isFull").ToBoolean() {
		q.isBudgetExhausted.Store(true)
	}
	return nil
}

func (q *queryRun) decode(vm *goja.Runtime, exports *goja.Object, response fetched) (goja.Value, error) {
	if response.cached != "" {
		return q.lease.ParseStringified(response.cached)
	}
	answer, err := answerValue(vm, response.answer)
	if err != nil {
		return nil, err
	}
	result, err := engine.Call(vm, exports, "decode", response.request.value, answer)
	if err != nil {
		return nil, err
	}
	return result, q.cacheResult(vm, response, result)
}

// minTTL is the TTL above which a result is cached. A snapshot of a substream has a shorter one: to cache it would cost
// more than to decode it again.
const minTTL = time.Second

// cacheResult keeps a decoded document as long as its answer may be reused.
func (q *queryRun) cacheResult(vm *goja.Runtime, response fetched, result goja.Value) error {
	answer := response.answer
	if q.queryContext.Decoded == nil || answer.TTL <= minTTL || !result.ToObject(vm).Get("ok").ToBoolean() {
		return nil
	}
	ttl := answer.TTL - max(0, q.queryContext.Now.Sub(answer.ReceivedAt))
	if ttl <= 0 {
		return nil
	}
	text, err := stringify(vm, result)
	if err != nil {
		return err
	}
	q.queryContext.Decoded.Set(response.request.Key, text, ttl)
	return nil
}
