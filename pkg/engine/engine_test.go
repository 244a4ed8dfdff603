package engine

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dop251/goja"
)

var sample = MustCompile("sample.js", `var sample = {
	twice: (n) => 2 * n,
	spin: (end) => { end(); for (;;) {} },
	fail: () => { throw new TypeError("no such thing") },
	deep: () => sample.deep(),
	read: (end) => { end(); for (;;) { try { JSON.parse("[" + "[],".repeat(10_000) + "0]") } catch { return "caught" } } },
};`, "sample")

func call(ctx context.Context, name string, argument any) (value goja.Value, err error) {
	run, err := sample.Acquire(ctx)
	if err != nil {
		return nil, err
	}
	defer run.Release()
	err = run.Do(ctx, func(vm *goja.Runtime, exports *goja.Object) error {
		value, err = Call(vm, exports, name, vm.ToValue(argument))
		return err
	})
	return value, err
}

func TestCallRunsAnExport(t *testing.T) {
	if value, err := call(t.Context(), "twice", 21); err != nil || value.ToInteger() != 42 {
		t.Fatalf("got %v, %v", value, err)
	}
}

func TestFailedCallReturnsAnError(t *testing.T) {
	for name, message := range map[string]string{
		"fail":    "no such thing",
		"missing": "the bundle exports no function missing",
		"deep":    "stack overflow",
	} {
		if _, err := call(t.Context(), name, nil); err == nil || !strings.Contains(strings.ToLower(err.Error()), message) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestDoTurnsAPanicIntoAnError(t *testing.T) {
	run, err := sample.Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer run.Release()
	err = run.Do(t.Context(), func(*goja.Runtime, *goja.Object) error { panic("odd") })
	if err == nil || err.Error() != "the JavaScript engine failed: odd" {
		t.Fatalf("got %v", err)
	}
}

// cancelable returns a context, and a function for JavaScript that ends it.
func cancelable(t *testing.T) (context.Context, func()) {
	t.Helper()
	ctx, end := context.WithCancelCause(t.Context())
	return ctx, func() { end(errEnded) }
}

var errEnded = errors.New("ended by the test")

func TestContextEndsALease(t *testing.T) {
	ctx, end := cancelable(t)
	if _, err := call(ctx, "spin", end); !errors.Is(err, errEnded) {
		t.Fatalf("got %v", err)
	}
	if _, err := call(ctx, "twice", 21); !errors.Is(err, errEnded) {
		t.Fatalf("a run that starts too late: got %v", err)
	}
}

// JavaScript cannot catch the end of the context, and the rest of the text is not read: its end is not JSON, which
// would be another error.
func TestContextEndsTheParsingOfAText(t *testing.T) {
	ctx, end := cancelable(t)
	if _, err := call(ctx, "read", end); !errors.Is(err, errEnded) {
		t.Errorf("got %v", err)
	}
	text := "[" + strings.Repeat(`[],`, 2*checkInterval) + "no JSON"
	if _, err := check(ctx, text); !errors.Is(err, context.Canceled) {
		t.Errorf("it was read to its end: %v", err)
	}
}

func TestSpentCountsOnlyTheJavaScript(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run, err := sample.Acquire(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer run.Release()
		before := run.Spent()
		for range 2 {
			if err := run.Do(t.Context(), func(*goja.Runtime, *goja.Object) error {
				time.Sleep(10 * time.Millisecond)
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}
		if spent := run.Spent() - before; spent != 20*time.Millisecond {
			t.Errorf("two times 10 ms are %v", spent)
		}
	})
}

func TestRunsAtOnceAreLimitedToTheProcessors(t *testing.T) {
	var open, maxOpen atomic.Int32
	done := make(chan error)
	for range 20 {
		go func() {
			run, err := sample.Acquire(t.Context())
			if err != nil {
				done <- err
				return
			}
			defer run.Release()
			done <- run.Do(t.Context(), func(*goja.Runtime, *goja.Object) error {
				maxOpen.Store(max(maxOpen.Load(), open.Add(1)))
				time.Sleep(5 * time.Millisecond)
				open.Add(-1)
				return nil
			})
		}()
	}
	for range 20 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if limit := int32(runtime.GOMAXPROCS(0)); maxOpen.Load() > limit {
		t.Errorf("%d ran at once, of %d", maxOpen.Load(), limit)
	}
}
