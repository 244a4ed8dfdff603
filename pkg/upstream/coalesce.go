package upstream

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/middleware"
)

// coalescer makes one call for all who want the same answer at the same time.
//
// It is in the place of x/sync/singleflight, which would need its own list of waiters beside it for the two things that
// make half of this file. A call ends when its last waiter leaves: with singleflight, a closed dashboard of 500 peers
// still sends the 492 requests that wait for a place, and not 8 at most. And before a call pauses until a retry, it
// answers those who cannot wait as long: with singleflight they wait until their deadline, 28 s for an alert rule, to
// be told what is known from the start.
type coalescer struct {
	mu    sync.Mutex
	calls map[string]*call
}

// call is one call under way. The coalescer's lock is for it.
type call struct {
	cancel  context.CancelFunc
	waiters map[*waiter]struct{}
	// soFar is the answer of everyone whose deadline is before resumesAt.
	soFar     protocol.Answer
	resumesAt time.Time
}

// waiter is one who waits for a call.
type waiter struct {
	// ctx ends before the waiter leaves: it takes a moment until all of a query have left. A context in a struct is
	// right here, as it is only asked whether it has ended.
	ctx      context.Context
	deadline time.Time
	// isFirst says that it began the call: the requests are those of its query.
	isFirst bool
	answer  chan protocol.Answer
}

// work is a call that can be shared.
type work struct {
	key      string
	deadline time.Time
	// cached returns an answer that makes the call unnecessary.
	cached func() (protocol.Answer, bool)
	// call makes it. canWait tells whether anybody waits until a time, and gives those who do not the answer so far.
	call func(ctx context.Context, canWait canWait) protocol.Answer
	// save keeps the answer for those who come later. The call stays open meanwhile, so that no second one can begin in
	// between.
	save func(answer protocol.Answer)
}

type canWait func(soFar protocol.Answer, until time.Time) bool

// never is later than any deadline.
var never = time.Unix(1<<40, 0)

// do returns the answer of a call, which it begins only if nobody else has. It returns when ctx ends; the call
// continues while anybody waits for it, or if the query of the last waiter will be run again.
func (c *coalescer) do(ctx context.Context, work work) protocol.Answer {
	c.mu.Lock()
	joined, isOpen := c.calls[work.key]
	if !isOpen {
		// It may have been answered since.
		if answer, isCached := work.cached(); isCached {
			c.mu.Unlock()
			return answer
		}
		joined = c.begin(ctx, work)
	}
	waits := &waiter{ctx: ctx, deadline: work.deadline, isFirst: !isOpen, answer: make(chan protocol.Answer, 1)}
	joined.waiters[waits] = struct{}{}
	joined.notify(joined.soFar, joined.resumesAt)
	c.mu.Unlock()
	select {
	case answer := <-waits.answer:
		return answer
	case <-ctx.Done():
		c.leave(work.key, joined, waits, errors.Is(context.Cause(ctx), protocol.ErrQueryTimeout))
		return middleware.FaultOf(ctx.Err())
	}
}

// begin needs the lock. The call has the values of the first waiter's context, but does not end with it.
func (c *coalescer) begin(ctx context.Context, work work) *call {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	begun := &call{cancel: cancel, waiters: map[*waiter]struct{}{}}
	c.calls[work.key] = begun
	go c.run(ctx, begun, work)
	return begun
}

func (c *coalescer) run(ctx context.Context, running *call, work work) {
	defer running.cancel()
	var answer protocol.Answer
	recovered(ctx, &answer, func() {
		answer = work.call(ctx, func(soFar protocol.Answer, until time.Time) bool {
			c.mu.Lock()
			defer c.mu.Unlock()
			return running.notify(soFar, until) > 0
		})
	})
	c.mu.Lock()
	running.notify(answer, never)
	c.mu.Unlock()
	recovered(ctx, &answer, func() { work.save(answer) })
	c.mu.Lock()
	defer c.mu.Unlock()
	c.remove(work.key, running)
}

// recovered makes a panic of a function the answer.
func recovered(ctx context.Context, answer *protocol.Answer, function func()) {
	defer protocol.Recovered(ctx, answer)
	function()
}

// notify answers everyone who does not wait until a time, and those of them who join later. It returns how many still
// wait. It needs the lock.
func (c *call) notify(answer protocol.Answer, until time.Time) (waiting int) {
	c.soFar, c.resumesAt = answer, until
	for waits := range c.waiters {
		if !waits.deadline.Before(until) {
			if waits.ctx.Err() == nil {
				waiting++
			}
			continue
		}
		if waits.isFirst {
			waits.answer <- answer
		} else {
			waits.answer <- shared(answer)
		}
		delete(c.waiters, waits)
	}
	return waiting
}

// shared is an answer to who made no request for it. It saved one only if another was made: nobody makes the requests
// that a cooldown or a failed login answers.
func shared(answer protocol.Answer) protocol.Answer {
	answer.IsShared, answer.Requests = answer.Requests > 0 && answer.BlockedBy == nil, 0
	return answer
}

// leave is called by who no longer waits. The last ends the call, unless its query will be run again and then finds the
// answer.
func (c *coalescer) leave(key string, left *call, who *waiter, returns bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, waits := left.waiters[who]; !waits {
		return
	}
	delete(left.waiters, who)
	if len(left.waiters) == 0 && !returns {
		left.cancel()
		c.remove(key, left)
	}
}

// remove needs the lock. The next call with the key may have begun already.
func (c *coalescer) remove(key string, removed *call) {
	if c.calls[key] == removed {
		delete(c.calls, key)
	}
}
