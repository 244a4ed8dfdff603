package protocol

import (
	"context"
	"fmt"
	"runtime/debug"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// Recovered is deferred by each goroutine that answers a request: a panic in one query must not end the process, and with it all others.
// It makes the panic the answer, and logs where it was.
func Recovered(ctx context.Context, answer *Answer) {
	panicked := recover()
	if panicked == nil {
		return
	}
	backend.Logger.FromContext(ctx).Error("Peerlens panicked", "panic", fmt.Sprintf("%T", panicked), "stack", string(debug.Stack()))
	*answer = Refusal(Broken, fmt.Sprintf("a panic: %v", panicked))
}
