package upstream

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/cache"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// flights are the requests that are under way. Whoever asks for the same one meanwhile waits for its answer, and whoever asks a moment
// later is given it again.
type flights struct {
	recent recent

	mu   sync.Mutex
	open map[string]*flight
}

// shareable is a request that all who ask for it can share.
type shareable struct {
	// key is that of all who ask for the same.
	key string
	// since is from when on an answer that arrived is news to whoever asks, the zero time where any is.
	since time.Time
	// until is when whoever asks stops waiting.
	until time.Time
	ask   func(ctx context.Context, wait patience) protocol.Answer
	// life says how long an answer is given again.
	life func(protocol.Answer) time.Duration
}

// patience is asked before a request waits until a time, with what it was answered so far, which then answers whoever does not wait as
// long. It is false where nobody does.
type patience func(soFar protocol.Answer, until time.Time) bool

func newFlights(kept cache.Section) *flights {
	return &flights{recent: recent{kept: kept}, open: map[string]*flight{}}
}

// join gives the answer of a request, asking only where nobody else does. It returns once ctx ends; the request goes on while anybody
// waits for it, or comes back for it.
func (f *flights) join(ctx context.Context, asked shareable) protocol.Answer {
	if answer, isRecent := f.known(asked); isRecent {
		return answer
	}
	f.mu.Lock()
	joined, isOpen := f.open[asked.key]
	if !isOpen {
		// It may have been answered since.
		if answer, isRecent := f.known(asked); isRecent {
			f.mu.Unlock()
			return answer
		}
		joined = f.begin(ctx, asked)
	}
	boarded := joined.board(asked.until, !isOpen)
	f.mu.Unlock()
	select {
	case answer := <-boarded.given:
		return answer
	case <-ctx.Done():
		f.leave(asked.key, joined, boarded, errors.Is(context.Cause(ctx), protocol.ErrLate))
		return faultOf(ctx.Err())
	}
}

// known gives the answer that is given again, where it is news.
func (f *flights) known(asked shareable) (protocol.Answer, bool) {
	answer, isRecent := f.recent.get(asked.key)
	return answer, isRecent && !answer.At.Before(asked.since)
}

// begin starts a request, on the lock. It carries what the first who asks carries, but does not end with it.
func (f *flights) begin(ctx context.Context, asked shareable) *flight {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	begun := &flight{cancel: cancel, waiting: map[*passenger]struct{}{}}
	f.open[asked.key] = begun
	go f.fly(ctx, begun, asked)
	return begun
}

// fly makes a request and tells all who wait. Nobody waits for the answer to be kept: whoever asks meanwhile finds the flight open, so
// that none asks between.
func (f *flights) fly(ctx context.Context, flown *flight, asked shareable) {
	defer flown.cancel()
	makeRoom()
	answer, life := asked.answer(ctx, func(soFar protocol.Answer, until time.Time) bool {
		f.mu.Lock()
		defer f.mu.Unlock()
		return flown.tell(soFar, until) > 0
	})
	f.land(flown, answer, asked.key, life <= 0)
	if life > 0 {
		defer f.land(flown, answer, asked.key, true)
		defer protocol.Recovered(ctx, &answer)
		f.recent.keep(asked.key, answer, life)
	}
}

// makeRoom grows a goroutine's stack at once to what a request takes through all middlewares, while there is nothing on it. To grow
// step by step copies it each time, deeper and deeper: a tenth of what a request costs.
//
//go:noinline
func makeRoom() {
	var room [12 << 10]byte
	runtime.KeepAlive(&room)
}

func (s shareable) answer(ctx context.Context, wait patience) (answer protocol.Answer, life time.Duration) {
	defer protocol.Recovered(ctx, &answer)
	answer = s.ask(ctx, wait)
	return answer, s.life(answer)
}

// land tells all who wait, and takes the flight from the open ones where it is over.
func (f *flights) land(flown *flight, answer protocol.Answer, key string, isOver bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	flown.tell(answer, never)
	if isOver {
		f.close(key, flown)
	}
}

// leave is called by who no longer waits. Who comes back lets a request that has left come to its answer, which is then kept; one that
// has not is not made.
func (f *flights) leave(key string, left *flight, who *passenger, comesBack bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, waits := left.waiting[who]; !waits {
		return
	}
	delete(left.waiting, who)
	if len(left.waiting) == 0 && !comesBack {
		left.cancel()
		f.close(key, left)
	}
}

// close takes a flight from the open ones, unless the next with its key is among them already.
func (f *flights) close(key string, closed *flight) {
	if f.open[key] == closed {
		delete(f.open, key)
	}
}
