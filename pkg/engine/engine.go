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
	pool     pool
}

// MustCompile compiles a bundle whose exports are in a global variable. It panics on a bundle that is not JavaScript,
// which only a broken build has.
func MustCompile(name, source, global string) *Program {
	return &Program{compiled: goja.MustCompile(name, source, true), global: global}
}

// Lease is a runtime of a program on loan. No earlier one leaves anything in it. It belongs to one goroutine at a time.
type Lease struct {
	*loadedRuntime
	program *Program
	stop    func() bool
	spent   time.Duration
	// mustDiscard is set once JavaScript was interrupted, or it or Go code in it threw: no later lease may have the
	// runtime.
	mustDiscard bool
}

// Spent returns how long the JavaScript of the lease has run.
func (l *Lease) Spent() time.Duration { return l.spent }

// Acquire takes a runtime that has loaded the program, or loads it into a new one. Its JavaScript is interrupted when
// ctx ends. The caller releases the lease.
func (p *Program) Acquire(ctx context.Context) (*Lease, error) {
	if idle := p.pool.take(ctx); idle != nil {
		return p.lease(ctx, idle), nil
	}
	vm := goja.New()
	vm.SetMaxCallStackSize(stackLimit)
	lease := p.lease(ctx, &loadedRuntime{vm: vm})
	err := lease.Do(ctx, func(vm *goja.Runtime, _ *goja.Object) (err error) {
		if lease.parser, err = installParser(ctx, vm); err != nil {
			return err
		}
		frozen, err := vm.RunProgram(freezer)
		if err != nil {
			return err
		}
		if _, err := vm.RunProgram(p.compiled); err != nil {
			return err
		}
		freeze, _ := goja.AssertFunction(frozen)
		exports, err := freeze(goja.Undefined(), vm.Get(p.global))
		if err != nil {
			return err
		}
		lease.exports = exports.ToObject(vm)
		return nil
	})
	if err != nil {
		lease.Release()
		return nil, err
	}
	return lease, nil
}

func (p *Program) lease(ctx context.Context, in *loadedRuntime) *Lease {
	return &Lease{loadedRuntime: in, program: p, stop: context.AfterFunc(ctx, func() { in.vm.Interrupt(context.Cause(ctx)) })}
}

// maxKeptBytes is how many bytes of JSON a lease can parse and have its runtime kept: the engine's stack may hold the
// values of the last lease. To parse more takes many times as long as to load the program.
const maxKeptBytes = 1 << 20

// Release releases the context that the lease was acquired with. It keeps the runtime for a later lease if nothing
// interrupted it, nothing failed in it, and it is small.
func (l *Lease) Release() {
	// The end of the context interrupts the runtime also after its JavaScript has ended.
	isUninterrupted := l.stop()
	if isUninterrupted && !l.mustDiscard && l.parser.bytes <= maxKeptBytes {
		l.program.pool.put(l.loadedRuntime)
	}
}

// Do runs JavaScript in a slot of its own. fn must not wait for anything. Do returns the context's cause if the context
// ends first, or else the error that fn returns, throws or panics with.
func (l *Lease) Do(ctx context.Context, fn func(vm *goja.Runtime, exports *goja.Object) error) error {
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
	err := l.recovered(fn)
	l.spent += time.Since(began)
	var interrupted *goja.InterruptedError
	var tooDeep *goja.StackOverflowError
	var thrown *goja.Exception
	isDone := err == nil || !errors.As(err, &interrupted) && !errors.As(err, &tooDeep) && !errors.As(err, &thrown)
	l.mustDiscard = l.mustDiscard || !isDone
	switch {
	case errors.As(err, &interrupted):
		return fmt.Errorf("interrupted: %w", context.Cause(ctx))
	case errors.As(err, &tooDeep):
		return fmt.Errorf("stack overflow in the JavaScript: %w", err)
	}
	return err
}

// recovered calls fn and returns its panic as an error: a broken engine fails its query, not the process.
func (l *Lease) recovered(fn func(vm *goja.Runtime, exports *goja.Object) error) (err error) {
	defer func() {
		thrown := recover()
		l.mustDiscard = l.mustDiscard || thrown != nil
		switch thrown := thrown.(type) {
		case nil:
		case error:
			err = fmt.Errorf("the JavaScript engine failed: %w", thrown)
		default:
			err = fmt.Errorf("the JavaScript engine failed: %v", thrown)
		}
	}()
	return fn(l.vm, l.exports)
}

// Call calls an exported function of the program.
func Call(vm *goja.Runtime, exports *goja.Object, name string, arguments ...goja.Value) (goja.Value, error) {
	function, isFunction := goja.AssertFunction(exports.Get(name))
	if !isFunction {
		return nil, fmt.Errorf("the bundle exports no function %s", name)
	}
	return function(goja.Undefined(), arguments...)
}
