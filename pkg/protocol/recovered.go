package protocol

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// Recovered is deferred by each goroutine that answers a request: a panic in one query must not end the process, and
// with it all others. It makes the panic the answer, and logs where it was.
func Recovered(ctx context.Context, answer *Answer) {
	panicked := recover()
	if panicked == nil {
		return
	}
	// A panic of the runtime's own has words; any other may hold anything, a secret too.
	words := fmt.Sprintf("a panic with %T", panicked)
	if known, isKnown := panicked.(runtime.Error); isKnown {
		words = known.Error()
	}
	backend.Logger.FromContext(ctx).Error("Peerlens panicked", "panic", words, "stack", string(debug.Stack()))
	*answer = Refusal(Internal, words)
}
