package upstream

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/middleware"
)

// coalescer makes one call for all requests that want the same answer at the same time.
//
// It replaces x/sync/singleflight, which would still need a list of waiters for the two features that are half of this
// file. First, a call ends when its last waiter leaves: with singleflight, a closed dashboard of 500 peers still sends
// the 492 requests that wait for a slot, instead of 8 at most. Second, before a call pauses until a retry, it answers
// the waiters with an earlier deadline: with singleflight they wait until their deadline, 28 s for an alert rule, for
// an answer that is known from the start.
type coalescer struct {
	mu    sync.Mutex
	calls map[string]*call
}

// call is one call in flight. The coalescer's mutex guards it.
type call struct {
	cancel  context.CancelFunc
	waiters map[*waiter]struct{}
	// soFar is the answer to every waiter whose deadline is before resumesAt.
	soFar     protocol.Answer
	resumesAt time.Time
}

// waiter is one request that waits for a call.
type waiter struct {
	// ctx ends a moment before the waiter leaves. It is in the struct because notify only checks whether it has ended.
	ctx      context.Context
	deadline time.Time
	// isFirst is set if it began the call: the requests count for its query.
	isFirst bool
	answer  chan protocol.Answer
}

// work is a call that can be shared.
type work struct {
	key      string
	deadline time.Time
	// cached returns an answer that makes the call unnecessary.
	cached func() (protocol.Answer, bool)
	// call makes it. keepsWaiting sends the answer so far to the waiters that cannot wait until a time, and reports
	// whether there are others.
	call func(ctx context.Context, keepsWaiting keepsWaiting) protocol.Answer
	// save keeps the answer for later requests. The call stays registered until then, so no second one can begin in
	// between.
	save func(answer protocol.Answer)
}

type keepsWaiting func(soFar protocol.Answer, until time.Time) bool

// never is later than any deadline.
var never = time.Unix(1<<40, 0)

// do returns the answer of a call. It begins the call unless one is in flight. It returns when ctx ends; the call
// continues while it has waiters, or if the query of the last waiter will run again.
func (c *coalescer) do(ctx context.Context, work work) protocol.Answer {
	c.mu.Lock()
	joined, isOpen := c.calls[work.key]
	if !isOpen {
		// Another call may have ended since the last look at the cache.
		if answer, isCached := work.cached(); isCached {
			c.mu.Unlock()
			return answer
		}
		joined = c.begin(ctx, work)
	}
	added := &waiter{ctx: ctx, deadline: work.deadline, isFirst: !isOpen, answer: make(chan protocol.Answer, 1)}
	joined.waiters[added] = struct{}{}
	joined.notify(joined.soFar, joined.resumesAt)
	c.mu.Unlock()
	select {
	case answer := <-added.answer:
		return answer
	case <-ctx.Done():
		c.leave(work.key, joined, added, errors.Is(context.Cause(ctx), protocol.ErrQueryTimeout))
		return middleware.AnswerFor(ctx.Err())
	}
}

// begin starts a call, which has the values of the first waiter's context, but does not end with it. The caller holds
// c.mu.
func (c *coalescer) begin(ctx context.Context, work work) *call {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	begun := &call{cancel: cancel, waiters: map[*waiter]struct{}{}}
	c.calls[work.key] = begun
	go c.run(ctx, begun, work)
	return begun
}

func (c *coalescer) run(ctx context.Context, running *call, work work) {
	defer running.cancel()
	answer := protocol.Recover(ctx, func() protocol.Answer {
		return work.call(ctx, func(soFar protocol.Answer, until time.Time) bool {
			c.mu.Lock()
			defer c.mu.Unlock()
			return running.notify(soFar, until) > 0
		})
	})
	c.mu.Lock()
	running.notify(answer, never)
	c.mu.Unlock()
	protocol.Recover(ctx, func() protocol.Answer {
		work.save(answer)
		return answer
	})
	c.mu.Lock()
	defer c.mu.Unlock()
	c.remove(work.key, running)
}

// notify answers the waiters that cannot wait until a time, and those that join later too. It returns how many can
// wait. The caller holds the coalescer's mutex.
func (c *call) notify(answer protocol.Answer, until time.Time) (waiting int) {
	c.soFar, c.resumesAt = answer, until
	for waiter := range c.waiters {
		if !waiter.deadline.Before(until) {
			if waiter.ctx.Err() == nil {
				waiting++
			}
			continue
		}
		if waiter.isFirst {
			waiter.answer <- answer
		} else {
			waiter.answer <- shared(answer)
		}
		delete(c.waiters, waiter)
	}
	return waiting
}

// shared returns the answer for a waiter that did not begin the call. It saved a request only if the call sent one: a
// cooldown or a failed login sends none.
func shared(answer protocol.Answer) protocol.Answer {
	answer.IsShared, answer.Requests = answer.Requests > 0 && answer.BlockedBy == nil, 0
	return answer
}

// leave removes a waiter. The last one ends the call, unless its query will run again, which then finds the answer.
func (c *coalescer) leave(key string, left *call, removed *waiter, runsAgain bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, waits := left.waiters[removed]; !waits {
		return
	}
	delete(left.waiters, removed)
	if len(left.waiters) == 0 && !runsAgain {
		left.cancel()
		c.remove(key, left)
	}
}

// remove removes a call unless the next one with its key has begun. The caller holds c.mu.
func (c *coalescer) remove(key string, removed *call) {
	if c.calls[key] == removed {
		delete(c.calls, key)
	}
}
