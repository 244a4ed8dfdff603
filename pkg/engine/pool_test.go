package engine

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dop251/goja"
)

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
	var runtimes []*goja.Runtime
	for range 2 {
		run, err := program.Acquire(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		err = run.Do(t.Context(), func(vm *goja.Runtime, exports *goja.Object) error {
			runtimes = append(runtimes, vm)
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
		run.Release()
	}
	if runtimes[0] != runtimes[1] {
		t.Error("the second run has another runtime")
	}
}

func TestOnlySoundRuntimesAreKept(t *testing.T) {
	ctx, end := cancelable(t)
	do := func(fn func(vm *goja.Runtime, exports *goja.Object) error) func(*Lease) error {
		return func(run *Lease) error { return run.Do(t.Context(), fn) }
	}
	for name, row := range map[string]struct {
		ctx    context.Context
		use    func(run *Lease) error
		isKept bool
	}{
		"none":    {t.Context(), do(func(*goja.Runtime, *goja.Object) error { return nil }), true},
		"failure": {t.Context(), do(func(*goja.Runtime, *goja.Object) error { return errors.New("no such session") }), true},
		"thrown": {t.Context(), do(func(vm *goja.Runtime, exports *goja.Object) error {
			_, err := Call(vm, exports, "fail")
			return err
		}), false},
		"panic": {t.Context(), do(func(*goja.Runtime, *goja.Object) error { panic("odd") }), false},
		"long text": {t.Context(), func(run *Lease) error {
			_, err := run.ParseJSON(strings.Repeat(" ", maxKeptBytes) + "1")
			return err
		}, false},
		"ended": {ctx, func(*Lease) error { end(); return nil }, false},
	} {
		t.Run(name, func(t *testing.T) {
			program := MustCompile("sample.js", `var sample = { fail: () => { throw new TypeError("no such thing") } }`, "sample")
			run, err := program.Acquire(row.ctx)
			if err != nil {
				t.Fatal(err)
			}
			_ = row.use(run)
			run.Release()
			if isKept := len(program.pool.idle) == 1; isKept != row.isKept {
				t.Errorf("kept: %t", isKept)
			}
		})
	}
}

func TestPoolIsBoundedAndShrinks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		program := MustCompile("sample.js", `var sample = {}`, "sample")
		use := func(count int) {
			runs := make([]*Lease, count)
			for i := range runs {
				run, err := program.Acquire(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				runs[i] = run
			}
			for _, run := range runs {
				run.Release()
			}
		}
		expect := func(count int) {
			t.Helper()
			synctest.Wait()
			program.pool.mutex.Lock()
			defer program.pool.mutex.Unlock()
			if idle := len(program.pool.idle); idle != count {
				t.Errorf("%d runtimes are idle, not %d", idle, count)
			}
		}
		use(maxIdle + 2)
		expect(maxIdle)
		time.Sleep(shrinkInterval)
		expect(maxIdle)
		use(3)
		time.Sleep(shrinkInterval)
		expect(3)
		time.Sleep(shrinkInterval)
		expect(0)
		use(1)
		expect(1)
	})
}
