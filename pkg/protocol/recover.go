package protocol

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// Recover returns what a function answers, or its panic as an answer, and logs the stack. Each goroutine that answers a
// request calls it: a panic in one query must not end the process, and with it all other queries.
func Recover(ctx context.Context, answering func() Answer) (answer Answer) {
	defer func() {
		panicked := recover()
		if panicked == nil {
			return
		}
		// The message of a runtime error is safe. The value of any other panic can contain anything, even a secret.
		detail := fmt.Sprintf("a panic with %T", panicked)
		if err, isError := panicked.(runtime.Error); isError {
			detail = err.Error()
		}
		backend.Logger.FromContext(ctx).Error("Peerlens panicked", "panic", detail, "stack", string(debug.Stack()))
		answer = NotSent(Internal, detail)
	}()
	return answering()
}
