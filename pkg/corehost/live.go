package corehost

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/dop251/goja"
	"github.com/peerlens/peerlens-quality-datasource/pkg/engine"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// Subscription is a subscriber's request for a channel.
type Subscription struct {
	// Poll is the request to repeat.
	Poll protocol.Request `json:"poll"`
	// IntervalMs are the milliseconds between two polls.
	IntervalMs int64 `json:"intervalMs"`
}

// ReadSubscription reads the data of a subscription to a channel, which can be anything. It fails with a *Failure of
// the user if the data is not a query for one substream, or if the path is not that of the query.
func ReadSubscription(ctx context.Context, service, path string, data json.RawMessage) (subscription Subscription, err error) {
	err = withRuntime(ctx, func(vm *goja.Runtime, exports *goja.Object) error {
		fields, err := engine.ParseJSON(vm, strings.ToValidUTF8(string(data), "\ufffd"))
		if err != nil {
			return &Failure{Source: User, Status: http.StatusBadRequest, Message: "The data of the subscription is not JSON: " + err.Error() + "."}
		}
		value, err := call(vm, exports, "readSubscription", vm.ToValue(service), vm.ToValue(path), fields)
		if err != nil {
			return err
		}
		return fromJS(vm, value, &subscription)
	})
	return subscription, err
}

// Polled is the result of one poll of a substream.
type Polled struct {
	// Point is the point as the core writes it: a gap if the poll failed, nil if it returned nothing new.
	Point *json.RawMessage `json:"point"`
	// State is what the core needs at the next poll; `null` if there is none yet.
	State json.RawMessage `json:"before"`
	// Failure is why the poll returned nothing; empty if it succeeded.
	Failure string `json:"failure"`
	// InvalidMetrics are the metrics whose values are impossible or unreadable, for the core.
	InvalidMetrics json.RawMessage `json:"wrong"`
}

// Point converts an answer to a point. `before` is Polled.State of the previous poll, empty for the first.
func Point(ctx context.Context, poll protocol.Request, answer protocol.Answer, before json.RawMessage) (Polled, error) {
	var polled Polled
	err := withRuntime(ctx, func(vm *goja.Runtime, exports *goja.Object) error {
		request, err := toJS(vm, poll)
		if err != nil {
			return err
		}
		answered, err := answerValue(vm, answer)
		if err != nil {
			return err
		}
		earlier := goja.Null()
		if len(before) > 0 {
			if earlier, err = engine.ParseJSON(vm, string(before)); err != nil {
				return err
			}
		}
		value, err := engine.Call(vm, exports, "readPoll", request, answered, vm.ToValue(answer.ReceivedAt.UnixMilli()), earlier)
		if err != nil {
			return err
		}
		return fromJS(vm, value, &polled)
	})
	return polled, err
}

// withRuntime runs a function in a run of its own. Every error is a *Failure.
func withRuntime(ctx context.Context, fn func(vm *goja.Runtime, exports *goja.Object) error) error {
	run, err := core.Acquire(ctx)
	if err != nil {
		return failureFrom(err)
	}
	defer run.Release()
	if err := run.Do(ctx, fn); err != nil {
		return failureFrom(err)
	}
	return nil
}
