package corehost

import (
	"context"
	"time"

	"github.com/dop251/goja"
	"github.com/peerlens/peerlens-quality-datasource/pkg/engine"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// Proof is what is known of the credentials that the health request was sent with.
type Proof struct {
	// User is who logged in, empty without a login.
	User string `json:"user,omitempty"`
	// RenewsIn and EndsIn are milliseconds until the token is renewed and ends, nil where it is not or nobody knows.
	RenewsIn *int64 `json:"renewsIn,omitempty"`
	EndsIn   *int64 `json:"endsIn,omitempty"`
}

// Health makes the one request that shows whether a data source works, and says what its answer shows. `proof` is asked after the
// request. Every error is a *Failure.
func Health(ctx context.Context, service string, fetch Fetch, proof func() Proof) (string, error) {
	if end, isSet := beforeDeadline(ctx, time.Now()); isSet {
		fetch = within(end, fetch)
	}
	run, err := core.Start(ctx)
	if err != nil {
		return "", failureFrom(err)
	}
	defer run.Close()
	var request protocol.Request
	err = run.Do(ctx, func(vm *goja.Runtime, exports *goja.Object) error {
		returned, err := engine.Call(vm, exports, "healthRequest", vm.ToValue(service))
		if err != nil {
			return err
		}
		return readPlain(vm, returned, &request)
	})
	if err != nil {
		return "", failureFrom(err)
	}
	answer := fetch(ctx, request)
	var message string
	err = run.Do(ctx, func(vm *goja.Runtime, exports *goja.Object) error {
		given, err := answerValue(vm, answer)
		if err != nil {
			return err
		}
		known, err := writePlain(vm, proof())
		if err != nil {
			return err
		}
		said, err := call(vm, exports, "healthOf", vm.ToValue(service), given, known)
		if err != nil {
			return err
		}
		message = said.String()
		return nil
	})
	if err != nil {
		return "", failureFrom(err)
	}
	return message, nil
}
