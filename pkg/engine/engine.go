// Package engine runs the project's own JavaScript bundles inside the Go process.
package engine

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/dop251/goja"
)

// stackLimit bounds the depth of JavaScript calls. The bundles recurse nowhere; a document must not make them.
const stackLimit = 512

// running holds a place for each processor: JavaScript is all computation, and more of it at once costs memory without saving time.
var running = make(chan struct{}, runtime.GOMAXPROCS(0))

// Program is a bundle, compiled once and safe for concurrent use.
type Program struct {
	compiled *goja.Program
	global   string
}

// MustCompile compiles a bundle that leaves its exports in a global variable. It panics on a bundle that is not JavaScript, which only a broken build has.
func MustCompile(name, source, global string) *Program {
	return &Program{compiled: goja.MustCompile(name, source, true), global: global}
}

// Run is one fresh runtime of a program. It belongs to one goroutine at a time.
type Run struct {
	runtime *goja.Runtime
	exports *goja.Object
	stop    func() bool
	spent   time.Duration
}

// Spent is how long the run's JavaScript has run.
func (r *Run) Spent() time.Duration { return r.spent }

// Start makes a runtime and loads the program into it. Its JavaScript is interrupted when ctx ends.
// The caller closes the run.
func (p *Program) Start(ctx context.Context) (*Run, error) {
	vm := goja.New()
	vm.SetMaxCallStackSize(stackLimit)
	run := &Run{runtime: vm, stop: context.AfterFunc(ctx, func() { vm.Interrupt(context.Cause(ctx)) })}
	err := run.Do(ctx, func(vm *goja.Runtime, _ *goja.Object) error {
		if err := installParser(ctx, vm); err != nil {
			return err
		}
		if _, err := vm.RunProgram(p.compiled); err != nil {
			return err
		}
		return run.export(vm.Get(p.global).ToObject(vm))
	})
	if err != nil {
		run.Close()
		return nil, err
	}
	return run, nil
}

// export takes what the program exports as it is now: a bundle hides each export behind a getter, which would run at every call.
func (r *Run) export(hidden *goja.Object) error {
	r.exports = r.runtime.NewObject()
	for _, name := range hidden.Keys() {
		if err := r.exports.Set(name, hidden.Get(name)); err != nil {
			return err
		}
	}
	return nil
}

// Close lets go of the context the run was started with.
func (r *Run) Close() {
	r.stop()
}

// Do runs JavaScript, with a place among the running ones for as long as it takes. Do not wait for anything inside fn.
// It fails with the context's cause where that ended first, and with whatever fn throws or panics with.
func (r *Run) Do(ctx context.Context, fn func(vm *goja.Runtime, exports *goja.Object) error) error {
	// Interrupting is asynchronous, and select takes any case that is ready: what has ended already must not start.
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	select {
	case running <- struct{}{}:
		defer func() { <-running }()
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	began := time.Now()
	err := r.guarded(fn)
	r.spent += time.Since(began)
	var interrupted *goja.InterruptedError
	var tooDeep *goja.StackOverflowError
	switch {
	case errors.As(err, &interrupted):
		return fmt.Errorf("interrupted: %w", context.Cause(ctx))
	case errors.As(err, &tooDeep):
		return fmt.Errorf("stack overflow in the JavaScript: %w", err)
	}
	return err
}

// guarded makes a panic an error: an engine that breaks costs its query, not the process.
func (r *Run) guarded(fn func(vm *goja.Runtime, exports *goja.Object) error) (err error) {
	defer func() {
		switch thrown := recover().(type) {
		case nil:
		case error:
			err = fmt.Errorf("the JavaScript engine failed: %w", thrown)
		default:
			err = fmt.Errorf("the JavaScript engine failed: %v", thrown)
		}
	}()
	return fn(r.runtime, r.exports)
}

// Call calls an exported function of the program.
func Call(vm *goja.Runtime, exports *goja.Object, name string, arguments ...goja.Value) (goja.Value, error) {
	function, isFunction := goja.AssertFunction(exports.Get(name))
	if !isFunction {
		return nil, fmt.Errorf("the bundle exports no function %s", name)
	}
	return function(goja.Undefined(), arguments...)
}
