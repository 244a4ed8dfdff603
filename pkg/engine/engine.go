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

// running is a semaphore with one slot per processor. JavaScript only computes: more of it at once costs memory and
// saves no time.
var running = make(chan struct{}, runtime.GOMAXPROCS(0))

// Program is a bundle, compiled once and safe for concurrent use.
type Program struct {
	compiled *goja.Program
	global   string
}

// MustCompile compiles a bundle whose exports are in a global variable. It panics on a bundle that is not JavaScript,
// which only a broken build has.
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

// Spent returns how long the run's JavaScript has run.
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

// export copies the exports of the program. A bundle puts each export behind a getter, which would run at every call.
func (r *Run) export(getters *goja.Object) error {
	r.exports = r.runtime.NewObject()
	for _, name := range getters.Keys() {
		if err := r.exports.Set(name, getters.Get(name)); err != nil {
			return err
		}
	}
	return nil
}

// Close releases the context that the run was started with.
func (r *Run) Close() {
	r.stop()
}

// Do runs JavaScript in a slot of its own. fn must not wait for anything. Do returns the context's cause if the context
// ends first, or else the error that fn returns, throws or panics with.
func (r *Run) Do(ctx context.Context, fn func(vm *goja.Runtime, exports *goja.Object) error) error {
	// Interrupting is asynchronous, and select takes any case that is ready: a run whose context has ended must not start.
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
	err := r.recovered(fn)
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

// recovered calls fn and returns its panic as an error: a broken engine fails its query, not the process.
func (r *Run) recovered(fn func(vm *goja.Runtime, exports *goja.Object) error) (err error) {
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
