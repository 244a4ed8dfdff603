package protocol

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// Recovered turns a panic into the answer, and logs its stack. Each goroutine that answers a request defers it: a panic
// in one query must not end the process, and with it all other queries.
func Recovered(ctx context.Context, answer *Answer) {
	panicked := recover()
	if panicked == nil {
		return
	}
	// The message of a runtime error is safe. The value of any other panic can contain anything, even a secret.
	detail := fmt.Sprintf("a panic with %T", panicked)
	if known, isKnown := panicked.(runtime.Error); isKnown {
		detail = known.Error()
	}
	backend.Logger.FromContext(ctx).Error("Peerlens panicked", "panic", detail, "stack", string(debug.Stack()))
	*answer = Refusal(Internal, detail)
}
