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
	run, err := sample.Start(ctx)
	if err != nil {
		return nil, err
	}
	defer run.Close()
	err = run.Do(ctx, func(vm *goja.Runtime, exports *goja.Object) error {
		value, err = Call(vm, exports, name, vm.ToValue(argument))
		return err
	})
	return value, err
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
	run, err := sample.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer run.Close()
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

func TestContextEndsARun(t *testing.T) {
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
		run, err := sample.Start(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer run.Close()
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
			run, err := sample.Start(t.Context())
			if err != nil {
				done <- err
				return
			}
			defer run.Close()
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

// polluter is a program that tries to change what the runs of a runtime share. It returns what it could change.
const polluter = `var polluter = {
	kept: { value: 1 },
	pollute: () => {
		const targets = [
			globalThis, Math, JSON, Reflect, polluter, ...[
				Object, Array, String, Number, Boolean, Function, Symbol, Map, Set, WeakMap, RegExp, Date, Error, TypeError, Promise,
				Float64Array, Int32Array, Object.getPrototypeOf(Int8Array),
			].flatMap((each) => [each, each.prototype]),
			...[[], "", new Map(), new Set()].map((items) => Object.getPrototypeOf(items[Symbol.iterator]())),
		];
		const attempts = targets.flatMap((target) => [
			() => { target.leaked = 1 },
			() => { target.toString = () => "leaked" },
			() => { Object.defineProperty(target, "leaked", { value: 1 }) },
			() => { Object.setPrototypeOf(target, { leaked: 1 }) },
			() => { delete target[Reflect.ownKeys(target).find((name) => name !== "length")] ; if (target !== Symbol) throw 0 },
		]);
		attempts.push(
			() => { JSON.parse = () => "leaked" },
			() => { Array.prototype.map = () => "leaked" },
			() => { Array = () => "leaked" },
			() => { ({}).__proto__.leaked = 1 },
			() => { leaked = 1 },
		);
		return attempts.filter((attempt) => { try { attempt(); return true } catch { return false } }).map(String).join();
	},
	state: () => JSON.stringify([typeof leaked, ({}).leaked, [].leaked, String({}), [1].map((n) => n), JSON.parse("1")]),
}`

func TestRunFindsNothingThatAnotherLeft(t *testing.T) {
	program := MustCompile("polluter.js", polluter, "polluter")
	run, err := program.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		err := run.Do(t.Context(), func(vm *goja.Runtime, exports *goja.Object) error {
			state, err := Call(vm, exports, "state")
			if err != nil {
				return err
			}
			if got, expected := state.String(), `["undefined",null,null,"[object Object]",[1],1]`; got != expected {
				t.Errorf("state is %s, not %s", got, expected)
			}
			changed, err := Call(vm, exports, "pollute")
			if err == nil && changed.String() != "" {
				t.Errorf("these changed something: %s", changed)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := run.exports.Set("state", 1); err == nil {
			t.Error("an export could be replaced")
		}
		if !run.isReusable() {
			t.Error("the runtime is not kept")
		}
		run = program.run(t.Context(), run.loaded)
	}
}

func TestOnlySoundRuntimesAreKept(t *testing.T) {
	ctx, end := cancelable(t)
	do := func(fn func(vm *goja.Runtime, exports *goja.Object) error) func(*Run) error {
		return func(run *Run) error { return run.Do(t.Context(), fn) }
	}
	for name, row := range map[string]struct {
		ctx    context.Context
		use    func(run *Run) error
		isKept bool
	}{
		"none":    {t.Context(), do(func(*goja.Runtime, *goja.Object) error { return nil }), true},
		"failure": {t.Context(), do(func(*goja.Runtime, *goja.Object) error { return errors.New("no such session") }), true},
		"thrown": {t.Context(), do(func(vm *goja.Runtime, exports *goja.Object) error {
			_, err := Call(vm, exports, "fail")
			return err
		}), false},
		"panic": {t.Context(), do(func(*goja.Runtime, *goja.Object) error { panic("odd") }), false},
		"long text": {t.Context(), func(run *Run) error {
			_, err := run.ParseJSON(strings.Repeat(" ", maxKeptBytes) + "1")
			return err
		}, false},
		"ended": {ctx, func(*Run) error { end(); return nil }, false},
	} {
		t.Run(name, func(t *testing.T) {
			program := MustCompile("sample.js", `var sample = { fail: () => { throw new TypeError("no such thing") } }`, "sample")
			run, err := program.Start(row.ctx)
			if err != nil {
				t.Fatal(err)
			}
			_ = row.use(run)
			if isKept := run.isReusable(); isKept != row.isKept {
				t.Errorf("kept: %t", isKept)
			}
		})
	}
}
