package corehost

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/dop251/goja"
	"github.com/peerlens/peerlens-quality-datasource/pkg/engine"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// Subscription is what whoever subscribes to a channel asks for.
type Subscription struct {
	// Poll is the request to repeat.
	Poll protocol.Request
	// Interval is how often.
	Interval time.Duration
}

// ReadSubscription reads what was sent to subscribe to a channel, which may be anything. Fails with a *Failure of the user's where it is
// not the query of one substream, or where the path is not that query's.
func ReadSubscription(ctx context.Context, service, path string, sent json.RawMessage) (Subscription, error) {
	var read struct {
		Poll       protocol.Request `json:"poll"`
		IntervalMs int64            `json:"intervalMs"`
	}
	err := once(ctx, func(vm *goja.Runtime, exports *goja.Object) error {
		fields, err := engine.ParseJSON(vm, strings.ToValidUTF8(string(sent), "\ufffd"))
		if err != nil {
			return &Failure{Source: User, Status: http.StatusBadRequest, Message: "What was sent with the subscription is not JSON: " + err.Error() + "."}
		}
		subscription, err := call(vm, exports, "readSubscription", vm.ToValue(service), vm.ToValue(path), fields)
		if err != nil {
			return err
		}
		return readPlain(vm, subscription, &read)
	})
	return Subscription{Poll: read.Poll, Interval: time.Duration(read.IntervalMs) * time.Millisecond}, err
}

// Polled is what one poll of a substream came to.
type Polled struct {
	// Point is the point as the core writes it, a gap where the poll failed; nil where it gave nothing new.
	Point *json.RawMessage `json:"point"`
	// Before is what the next poll is told of this one; `null` where there is nothing yet.
	Before json.RawMessage `json:"before"`
	// Failure is why the poll gave nothing, empty where it did.
	Failure string `json:"failure"`
}

// Point makes a point of an answer, after the poll that gave `before`; empty for the first.
func Point(ctx context.Context, poll protocol.Request, answer protocol.Answer, before json.RawMessage) (Polled, error) {
	var made Polled
	err := once(ctx, func(vm *goja.Runtime, exports *goja.Object) error {
		request, err := writePlain(vm, poll)
		if err != nil {
			return err
		}
		given, err := answerValue(vm, answer)
		if err != nil {
			return err
		}
		earlier := goja.Null()
		if len(before) > 0 {
			if earlier, err = engine.ParseJSON(vm, string(before)); err != nil {
				return err
			}
		}
		polled, err := engine.Call(vm, exports, "readPoll", request, given, vm.ToValue(answer.ReceivedAt.UnixMilli()), earlier)
		if err != nil {
			return err
		}
		return readPlain(vm, polled, &made)
	})
	return made, err
}

// once runs a function on a runtime of its own. Every error is a *Failure.
func once(ctx context.Context, fn func(vm *goja.Runtime, exports *goja.Object) error) error {
	run, err := core.Start(ctx)
	if err != nil {
		return failureFrom(err)
	}
	defer run.Close()
	if err := run.Do(ctx, fn); err != nil {
		return failureFrom(err)
	}
	return nil
}
