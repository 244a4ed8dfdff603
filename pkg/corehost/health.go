package corehost

import (
	"context"
	"time"

	"github.com/dop251/goja"
	"github.com/peerlens/peerlens-quality-datasource/pkg/engine"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// CredentialInfo describes the credentials of the health request.
type CredentialInfo struct {
	// User is the name of the login; empty without one.
	User string `json:"user,omitempty"`
	// RenewsIn and EndsIn are the milliseconds until the token is renewed and until it expires; nil if it does not, or if
	// that is unknown.
	RenewsIn *int64 `json:"renewsIn,omitempty"`
	EndsIn   *int64 `json:"endsIn,omitempty"`
}

// Health makes the one request that shows whether a data source works, and returns the message for its answer.
// `credentials` is called after the request. Every error is a *Failure.
func Health(ctx context.Context, service string, fetch Fetch, credentials func() CredentialInfo) (message string, err error) {
	if deadline, isSet := beforeDeadline(ctx, time.Now()); isSet {
		fetch = withDeadline(deadline, fetch)
	}
	var request protocol.Request
	err = withRuntime(ctx, func(vm *goja.Runtime, exports *goja.Object) error {
		returned, err := engine.Call(vm, exports, "healthRequest", vm.ToValue(service))
		if err != nil {
			return err
		}
		return fromJS(vm, returned, &request)
	})
	if err != nil {
		return "", err
	}
	answer := fetch(ctx, request)
	err = withRuntime(ctx, func(vm *goja.Runtime, exports *goja.Object) error {
		answered, err := answerValue(vm, answer)
		if err != nil {
			return err
		}
		info, err := toJS(vm, credentials())
		if err != nil {
			return err
		}
		text, err := call(vm, exports, "healthOf", vm.ToValue(service), answered, info)
		if err != nil {
			return err
		}
		message = text.String()
		return nil
	})
	return message, err
}
