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
	// maxBackoff is the longest time between two polls of a document that fails, unless its interval is longer.
	maxBackoff = time.Minute
)

// addSubscriber adds a subscriber. The first one of a document starts the poller.
func (h *Hub) addSubscriber(subscription corehost.Subscription) *subscriber {
	added := &subscriber{interval: time.Duration(subscription.IntervalMs) * time.Millisecond, updates: make(chan json.RawMessage, maxPendingUpdates)}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed.Err() != nil {
		return added
	}
	d := h.getOrCreate(idOf(subscription.Poll))
	d.subscribers[added] = struct{}{}
	if d.stop == nil {
		ctx, stop := context.WithCancel(h.closed)
		d.stop = stop
		h.pollers.Go(func() { h.poll(ctx, subscription.Poll, d) })
	}
	select {
	case d.wake <- struct{}{}:
	default:
	}
	return added
}

// removeSubscriber removes a subscriber. The last one of a document stops the poller; the history stays.
func (h *Hub) removeSubscriber(poll protocol.Request, removed *subscriber) {
	h.mu.Lock()
	defer h.mu.Unlock()
	d, isKnown := h.documents[idOf(poll)]
	if !isKnown {
		return
	}
	interval := d.interval()
	delete(d.subscribers, removed)
	if len(d.subscribers) == 0 && d.stop != nil {
		d.stop()
		d.stop, d.isUpToDate, d.gapAfter = nil, false, intervalsWithoutGap*interval
	}
	h.evictOld(h.now())
}

// poll polls a document once per interval until ctx ends. It backs off while polls fail.
func (h *Hub) poll(ctx context.Context, poll protocol.Request, d *document) {
	due := time.Now()
	for failures := 0; ctx.Err() == nil; {
		if h.ingest(ctx, poll, h.upstream.FetchSince(ctx, poll, h.notBefore(d))) {
			failures = 0
		} else {
			failures++
		}
		due = h.waitNext(ctx, d, due, failures)
	}
}

// notBefore returns the earliest arrival of an answer that the next poll may share: after the previous answer, and not
// in the first half of the interval.
func (h *Hub) notBefore(d *document) time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	afterPrevious, halfAnInterval := d.receivedAt.Add(time.Millisecond), h.now().Add(-d.interval()/2)
	if halfAnInterval.After(afterPrevious) {
		return halfAnInterval
	}
	return afterPrevious
}

// waitNext waits for the poll after the one that was due at a time, and returns when it is due: now if it is late by
// more than half a pause, so that missed polls are not made up for. A new subscriber with a shorter interval shortens
// the wait.
func (h *Hub) waitNext(ctx context.Context, d *document, due time.Time, failures int) time.Time {
	for {
		h.mu.Lock()
		pause := backoff(d.interval(), failures)
		h.mu.Unlock()
		next := due.Add(pause)
		timer := time.NewTimer(time.Until(next))
		select {
		case <-timer.C:
			if now := time.Now(); now.Sub(next) > pause/2 {
				return now
			}
			return next
		case <-d.wake:
			timer.Stop()
		case <-ctx.Done():
			timer.Stop()
			return due
		}
	}
}

// interval returns the shortest interval of all subscribers, maxBackoff at most. The caller holds the hub's mutex.
func (d *document) interval() time.Duration {
	shortest := maxBackoff
	for subscriber := range d.subscribers {
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
// failed poll makes a gap, which is kept only for a document with history or subscribers.
func (h *Hub) ingest(ctx context.Context, poll protocol.Request, answer protocol.Answer) bool {
	if !answer.IsSuccess() || answer.ReceivedAt.IsZero() {
		// An answer that blocks later requests is returned to them with its first time, so a gap takes the current one.
		answer.ReceivedAt = h.now()
	}
	id, receivedAt := idOf(poll), answer.ReceivedAt
	answer.ReceivedAt = h.stamp(id, receivedAt)
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
	if _, isKnown := h.documents[id]; h.closed.Err() != nil || polled.Failure != "" && !isKnown {
		return false
	}
	d := h.getOrCreate(id)
	d.isUpToDate = len(d.subscribers) > 0
	h.record(d, receivedAt, answer.ReceivedAt, polled)
	h.evictOld(h.now())
	h.makeRoom()
	return polled.Failure == ""
}

// maxApart is the longest time between two answers of a stream whose points share a time. The core has the same for the
// layers of a track.
const maxApart = time.Second

// stamp returns the time for the point of an answer. Answers about the substreams of one stream that arrive together
// share the time of the first, because Grafana stacks and adds up only values of the same time. They are together if
// they are less than maxApart and half an interval apart.
func (h *Hub) stamp(id documentID, receivedAt time.Time) time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	together := maxApart
	isNew := true
	stream := documentID{app: id.app, stream: id.stream}
	shared := h.stamps[stream]
	if d, isKnown := h.documents[id]; isKnown {
		together = min(together, d.interval()/2)
		isNew = len(d.points) == 0 || shared.UnixMilli() > d.points[len(d.points)-1].at
	}
	if isNew && receivedAt.Sub(shared).Abs() < together {
		return shared
	}
	h.stamps[stream] = receivedAt
	return receivedAt
}

// record keeps the result of a poll and sends it to all subscribers, unless its answer is known or its time is not
// later than that of the last point. The caller holds h.mu.
func (h *Hub) record(d *document, receivedAt, stamp time.Time, polled corehost.Polled) {
	known := len(d.points)
	if known > 0 && (!receivedAt.After(d.receivedAt) || stamp.UnixMilli() <= d.points[known-1].at) {
		return
	}
	if polled.Point != nil {
		h.appendGap(d, receivedAt)
		h.appendPoint(d, point{stamp.UnixMilli(), *polled.Point})
	}
	d.receivedAt, d.latest = receivedAt, polled
	d.publish(encodeHistory(d.points[known:], polled))
}

// publish sends an update to all subscribers that can take it. The caller holds the hub's mutex.
func (d *document) publish(update json.RawMessage) {
	for subscriber := range d.subscribers {
		select {
		case subscriber.updates <- update:
		default:
		}
	}
}
