package upstream

import (
	"context"
	"sync"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/cache"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// flights are the requests that are under way. Whoever asks for the same one meanwhile waits for its answer, and whoever asks a moment
// later is given it again.
type flights struct {
	recent *cache.Cache[protocol.Answer]

	mu   sync.Mutex
	open map[string]*flight
}

// flight is one request, for all who wait for it.
type flight struct {
	// waiting counts them, under the lock of flights; cancel ends the request once nobody is left.
	waiting int
	cancel  context.CancelFunc
	done    chan struct{}
	// answer is set before done is closed.
	answer protocol.Answer
}

// recentBytes bounds the answers that are given again, as they came.
const recentBytes = 16 << 20

func newFlights(now func() time.Time) *flights {
	weigh := func(answer protocol.Answer) int { return len(answer.Text) + 200 }
	return &flights{recent: cache.New(recentBytes, weigh, now), open: map[string]*flight{}}
}

// join gives the answer of the request with this key, asking only where nobody else does and none is kept that arrived since a time, and
// keeping the answer for as long as `life` says. It returns once ctx ends; the request goes on while anybody waits for it.
func (f *flights) join(ctx context.Context, key string, since time.Time, ask func(context.Context) protocol.Answer, life func(protocol.Answer) time.Duration) protocol.Answer {
	f.mu.Lock()
	if answer, isRecent := f.recent.Get(key); isRecent && !answer.At.Before(since) {
		f.mu.Unlock()
		return shared(answer)
	}
	joined, isOpen := f.open[key]
	if !isOpen {
		joined = f.begin(ctx, key, ask, life)
	}
	joined.waiting++
	f.mu.Unlock()
	select {
	case <-joined.done:
		if isOpen {
			return shared(joined.answer)
		}
		return joined.answer
	case <-ctx.Done():
		f.leave(key, joined)
		return faultOf(ctx.Err())
	}
}

// shared is an answer that cost its caller no request.
func shared(answer protocol.Answer) protocol.Answer {
	answer.IsShared, answer.Requests = true, 0
	return answer
}

// begin starts a request, on the lock. It carries what the first who asks carries, but does not end with it.
func (f *flights) begin(ctx context.Context, key string, ask func(context.Context) protocol.Answer, life func(protocol.Answer) time.Duration) *flight {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	begun := &flight{cancel: cancel, done: make(chan struct{})}
	f.open[key] = begun
	go func() {
		defer cancel()
		begun.answer = ask(ctx)
		f.mu.Lock()
		defer f.mu.Unlock()
		// Kept before it is no longer open, so that none who asks finds neither.
		f.recent.Keep(key, begun.answer, life(begun.answer))
		f.close(key, begun)
		close(begun.done)
	}()
	return begun
}

// leave is called by who no longer waits.
func (f *flights) leave(key string, left *flight) {
	f.mu.Lock()
	defer f.mu.Unlock()
	left.waiting--
	if left.waiting == 0 {
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
