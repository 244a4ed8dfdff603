package live

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

const (
	// waiting is how many updates wait for a viewer that is slow to take them; further ones are left out.
	waiting = 16
	// longestPause is the most between two polls of a substream that fails, where the interval is not longer.
	longestPause = time.Minute
)

// join adds one who follows. The first starts the poller.
func (h *Hub) join(asked corehost.Subscription) *viewer {
	joined := &viewer{interval: asked.Interval, updates: make(chan json.RawMessage, waiting)}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed.Err() != nil {
		return joined
	}
	one := h.entry(identityOf(asked.Poll))
	one.viewers[joined] = struct{}{}
	if one.stop == nil {
		ctx, stop := context.WithCancel(h.closed)
		one.stop = stop
		h.pollers.Go(func() { h.poll(ctx, asked.Poll, one) })
	}
	select {
	case one.sooner <- struct{}{}:
	default:
	}
	return joined
}

// leave takes one who follows away. The last stops the poller; what was polled stays for who comes next.
func (h *Hub) leave(poll protocol.Request, left *viewer) {
	h.mu.Lock()
	defer h.mu.Unlock()
	one, isKnown := h.watched[identityOf(poll)]
	if !isKnown {
		return
	}
	interval := one.interval()
	delete(one.viewers, left)
	if len(one.viewers) == 0 && one.stop != nil {
		one.stop()
		one.stop, one.isFresh, one.breakAfter = nil, false, intervalsToBreak*interval
	}
	h.forgetOld(h.now())
}

// poll asks for a substream once an interval until ctx ends. Where that fails it goes on, ever more patiently.
func (h *Hub) poll(ctx context.Context, poll protocol.Request, one *watched) {
	due := time.Now()
	for failures := 0; ctx.Err() == nil; {
		if h.take(ctx, poll, h.upstream.FetchSince(ctx, poll, h.stale(one))) {
			failures = 0
		} else {
			failures++
		}
		due = h.rest(ctx, one, due, failures)
	}
}

// stale is until when an answer that arrived is not news: the one before, and what others asked for in the first half of the interval.
func (h *Hub) stale(one *watched) time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	earlier, late := one.at.Add(time.Millisecond), h.now().Add(-one.interval()/2)
	if late.After(earlier) {
		return late
	}
	return earlier
}

// rest waits for the poll that follows one that was due at a time, less where somebody more impatient comes, and gives when it is due: now
// where that has passed, so that what was missed is not made up for.
func (h *Hub) rest(ctx context.Context, one *watched, due time.Time, failures int) time.Time {
	for {
		h.mu.Lock()
		pause := pauseOf(one.interval(), failures)
		h.mu.Unlock()
		next := due.Add(pause)
		timer := time.NewTimer(time.Until(next))
		select {
		case <-timer.C:
			if now := time.Now(); now.Sub(next) > pause/2 {
				return now
			}
			return next
		case <-one.sooner:
			timer.Stop()
		case <-ctx.Done():
			timer.Stop()
			return due
		}
	}
}

// interval is the shortest that is asked. On the lock.
func (w *watched) interval() time.Duration {
	shortest := longestPause
	for one := range w.viewers {
		shortest = min(shortest, one.interval)
	}
	return shortest
}

// pauseOf is the time from one poll to the next: twice as long for each that failed.
func pauseOf(interval time.Duration, failures int) time.Duration {
	for range failures {
		if interval >= longestPause {
			break
		}
		interval = min(2*interval, longestPause)
	}
	return interval
}

// take makes a point of an answer, keeps it and gives it to all who follow. Tells whether the answer was one to make a point of: where it
// is not, the point is a gap, which is kept only where something is known of the substream or somebody follows it.
func (h *Hub) take(ctx context.Context, poll protocol.Request, answer protocol.Answer) bool {
	if answer.Status != http.StatusOK || answer.ReceivedAt.IsZero() {
		// A refusal that stands is given again as it was.
		answer.ReceivedAt = h.now()
	}
	of := identityOf(poll)
	made, err := corehost.Point(ctx, poll, answer, h.before(of))
	if ctx.Err() != nil {
		return false
	}
	if err != nil {
		backend.Logger.FromContext(ctx).Error("A poll failed in the plugin", "error", err)
		broken := gap(answer.ReceivedAt.UnixMilli())
		made = corehost.Polled{Point: &broken, Before: h.before(of), Failure: protocol.Bounded(err.Error())}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, isKnown := h.watched[of]; h.closed.Err() != nil || made.Failure != "" && !isKnown {
		return false
	}
	one := h.entry(of)
	one.isFresh = len(one.viewers) > 0
	h.keep(one, answer.ReceivedAt, made)
	h.forgetOld(h.now())
	h.makeRoom()
	return made.Failure == ""
}

// keep keeps what was made of an answer that is later than all before it, and gives it to all who follow. On the lock.
func (h *Hub) keep(one *watched, at time.Time, made corehost.Polled) {
	known := len(one.points)
	if known > 0 && at.UnixMilli() <= one.points[known-1].at {
		return
	}
	if made.Point != nil {
		h.breakLine(one, at)
		h.push(one, point{at.UnixMilli(), *made.Point})
	}
	one.at, one.before, one.failure = at, made.Before, made.Failure
	one.publish(document(one.points[known:], one.failure))
}

func (h *Hub) before(of identity) json.RawMessage {
	h.mu.Lock()
	defer h.mu.Unlock()
	if one, isKnown := h.watched[of]; isKnown {
		return one.before
	}
	return nil
}

// publish gives an update to all who follow. On the lock.
func (w *watched) publish(update json.RawMessage) {
	for one := range w.viewers {
		select {
		case one.updates <- update:
		default:
		}
	}
}
