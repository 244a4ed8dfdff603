package live

import (
	"context"
	"encoding/json"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

const (
	// maxPendingUpdates is how many updates wait for a slow subscriber; further ones are dropped.
	maxPendingUpdates = 16
	// maxBackoff is the longest time between two polls of a feed that fails, unless its interval is longer.
	maxBackoff = time.Minute
)

// addSubscriber adds a subscriber. The first one of a feed starts the poller.
func (h *Hub) addSubscriber(subscription corehost.Subscription) *subscriber {
	added := &subscriber{interval: time.Duration(subscription.IntervalMs) * time.Millisecond, updates: make(chan json.RawMessage, maxPendingUpdates)}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed.Err() != nil {
		return added
	}
	f := h.getOrCreate(idOf(subscription.Poll))
	f.subscribers[added] = struct{}{}
	if f.stop == nil {
		ctx, stop := context.WithCancel(h.closed)
		f.stop = stop
		h.pollers.Go(func() { h.poll(ctx, subscription.Poll, f) })
	}
	select {
	case f.wake <- struct{}{}:
	default:
	}
	return added
}

// removeSubscriber removes a subscriber. The last one of a feed stops the poller; the history stays.
func (h *Hub) removeSubscriber(poll protocol.Request, removed *subscriber) {
	h.mu.Lock()
	defer h.mu.Unlock()
	f, isKnown := h.feeds[idOf(poll)]
	if !isKnown {
		return
	}
	interval := f.interval()
	delete(f.subscribers, removed)
	if len(f.subscribers) == 0 && f.stop != nil {
		f.stop()
		f.stop, f.isUpToDate, f.maxGap = nil, false, intervalsWithoutGap*interval
	}
	h.evictOld(h.now())
}

// poll polls a feed once per interval until ctx ends. It backs off while polls fail.
func (h *Hub) poll(ctx context.Context, poll protocol.Request, f *feed) {
	due := time.Now()
	for failures := 0; ctx.Err() == nil; {
		if h.ingest(ctx, poll, h.upstream.FetchSince(ctx, poll, h.notBefore(f))) {
			failures = 0
		} else {
			failures++
		}
		due = h.waitNext(ctx, f, due, failures)
	}
}

// notBefore returns the earliest arrival of an answer that the next poll may share: after the previous answer, and not
// in the first half of the interval.
func (h *Hub) notBefore(f *feed) time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	afterPrevious, halfAnInterval := f.receivedAt.Add(time.Millisecond), h.now().Add(-f.interval()/2)
	if halfAnInterval.After(afterPrevious) {
		return halfAnInterval
	}
	return afterPrevious
}

// waitNext waits for the poll after the one that was due at a time, and returns when it is due: now if it is late by
// more than half a pause, so that missed polls are not made up for. A new subscriber with a shorter interval shortens
// the wait.
func (h *Hub) waitNext(ctx context.Context, f *feed, due time.Time, failures int) time.Time {
	for {
		h.mu.Lock()
		pause := backoff(f.interval(), failures)
		h.mu.Unlock()
		next := due.Add(pause)
		timer := time.NewTimer(time.Until(next))
		select {
		case <-timer.C:
			if now := time.Now(); now.Sub(next) > pause/2 {
				return now
			}
			return next
		case <-f.wake:
			timer.Stop()
		case <-ctx.Done():
			timer.Stop()
			return due
		}
	}
}

// interval returns the shortest interval of all subscribers, maxBackoff at most. The caller holds the hub's mutex.
func (f *feed) interval() time.Duration {
	shortest := maxBackoff
	for subscriber := range f.subscribers {
		shortest = min(shortest, subscriber.interval)
	}
	return shortest
}

// backoff returns the time from one poll to the next: the interval, doubled for each failure in a row.
func backoff(interval time.Duration, failures int) time.Duration {
	for range failures {
		if interval >= maxBackoff {
			break
		}
		interval = min(2*interval, maxBackoff)
	}
	return interval
}

// ingest makes a point of an answer, keeps it and sends it to all subscribers. It reports whether the poll succeeded. A
// failed poll makes a gap, which is kept only for a feed with history or subscribers.
func (h *Hub) ingest(ctx context.Context, poll protocol.Request, answer protocol.Answer) bool {
	if !answer.IsSuccess() || answer.ReceivedAt.IsZero() {
		// An answer that blocks later requests is returned to them with its first time, so a gap takes the current one.
		answer.ReceivedAt = h.now()
	}
	id, receivedAt := idOf(poll), answer.ReceivedAt
	answer.ReceivedAt = h.alignTime(id, receivedAt)
	previous, _ := h.snapshot(id)
	polled, err := corehost.Point(ctx, poll, answer, previous.latest.State)
	if ctx.Err() != nil {
		return false
	}
	if err != nil {
		backend.Logger.FromContext(ctx).Error("A poll failed in the plugin", "error", err)
		gap := gapText(answer.ReceivedAt.UnixMilli())
		polled = corehost.Polled{Point: &gap, State: previous.latest.State, Failure: protocol.SingleLine(err.Error())}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, isKnown := h.feeds[id]; h.closed.Err() != nil || polled.Failure != "" && !isKnown {
		return false
	}
	f := h.getOrCreate(id)
	f.isUpToDate = len(f.subscribers) > 0
	h.record(f, receivedAt, answer.ReceivedAt, polled)
	h.evictOld(h.now())
	h.makeRoom()
	return polled.Failure == ""
}

// alignWindow is the longest time between two answers of a stream whose points share a time. The core has the same for
// the layers of a track.
const alignWindow = time.Second

// alignTime returns the time for the point of an answer. Answers about the substreams of one stream that arrive
// together share the time of the first, because Grafana stacks and adds up only values of the same time. They are
// together if they are less than alignWindow and half an interval apart.
func (h *Hub) alignTime(id feedID, receivedAt time.Time) time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	together := alignWindow
	isNew := true
	stream := feedID{app: id.app, stream: id.stream}
	shared := h.lastTimeOfStream[stream]
	if f, isKnown := h.feeds[id]; isKnown {
		together = min(together, f.interval()/2)
		isNew = len(f.points) == 0 || shared.UnixMilli() > f.points[len(f.points)-1].at
	}
	if isNew && receivedAt.Sub(shared).Abs() < together {
		return shared
	}
	h.lastTimeOfStream[stream] = receivedAt
	return receivedAt
}

// record keeps the result of a poll and sends it to all subscribers, unless its answer is known or its time is not
// later than that of the last point. The caller holds h.mu.
func (h *Hub) record(f *feed, receivedAt, pointTime time.Time, polled corehost.Polled) {
	count := len(f.points)
	if count > 0 && (!receivedAt.After(f.receivedAt) || pointTime.UnixMilli() <= f.points[count-1].at) {
		return
	}
	if polled.Point != nil {
		h.appendGap(f, receivedAt)
		h.appendPoint(f, point{pointTime.UnixMilli(), *polled.Point})
	}
	f.receivedAt, f.latest = receivedAt, polled
	f.publish(encodeHistory(f.points[count:], polled))
}

// publish sends an update to all subscribers that can take it. The caller holds the hub's mutex.
func (f *feed) publish(update json.RawMessage) {
	for subscriber := range f.subscribers {
		select {
		case subscriber.updates <- update:
		default:
		}
	}
}
