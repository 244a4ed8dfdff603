package engine

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/dop251/goja"
)

// loadedRuntime is a runtime that has loaded a program. One lease uses it at a time.
type loadedRuntime struct {
	vm      *goja.Runtime
	exports *goja.Object
	parser  *parser
}

// freezer makes a function that copies the exports of a program and freezes everything that runs of one runtime share:
// the global variables, their prototypes, and the exports. So no lease can leave state for the next. A bundle puts each
// export behind a getter, which would run at every call. The variables are listed before a program is loaded: the
// engine does not list its own ones any more once a program has declared another.
var freezer = goja.MustCompile("freezer.js", `(() => {
	const globals = Reflect.ownKeys(globalThis).map((name) => globalThis[name]);
	const iterators = [[], "", new Map(), new Set()].map((items) => items[Symbol.iterator]());
	return (getters) => {
		const { assign, freeze, isFrozen, getPrototypeOf } = Object;
		const exports = assign({}, getters);
		[exports, getters, ...iterators, ...globals, ...globals.map((value) => value?.prototype)].forEach((value) => {
			for (let each = value; Object(each) === each && !isFrozen(each); each = getPrototypeOf(each)) {
				freeze(each);
			}
		});
		return exports;
	};
})()`, true)

const (
	// maxIdle is how many runtimes are kept for later runs, about 1 MB each: an evaluation of many alert rules starts as
	// many queries at once.
	maxIdle = 16
	// shrinkInterval is the time after which runtimes that were not needed are dropped: most alert rules run each minute.
	shrinkInterval = 2 * time.Minute
)

// pool keeps loaded runtimes that no lease uses.
type pool struct {
	mutex sync.Mutex
	// idle has the runtime that was used last at its end.
	idle []*loadedRuntime
	// unused is how many of them no lease has taken since the pool was last shrunk.
	unused      int
	isShrinking bool
}

// take returns a runtime whose parsing ends with ctx; nil if none is idle.
func (p *pool) take(ctx context.Context) *loadedRuntime {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	last := len(p.idle) - 1
	if last < 0 {
		return nil
	}
	taken := p.idle[last]
	p.idle = slices.Delete(p.idle, last, last+1)
	p.unused = min(p.unused, last)
	taken.parser.reset(ctx)
	return taken
}

// put keeps a runtime for a later lease, unless there are enough.
func (p *pool) put(unused *loadedRuntime) {
	unused.parser.reset(context.Background())
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if len(p.idle) == maxIdle {
		return
	}
	p.idle = append(p.idle, unused)
	if !p.isShrinking {
		p.isShrinking = true
		time.AfterFunc(shrinkInterval, p.shrink)
	}
}

// shrink drops the runtimes that no lease has taken for an interval.
func (p *pool) shrink() {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.idle = slices.Delete(p.idle, 0, p.unused)
	p.unused = len(p.idle)
	if p.isShrinking = len(p.idle) > 0; p.isShrinking {
		time.AfterFunc(shrinkInterval, p.shrink)
	}
}
