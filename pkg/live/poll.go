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
	// maxBackoff is the longest time between two polls of a substream that fails, unless its interval is longer.
	maxBackoff = time.Minute
)

// addSubscriber adds a subscriber. The first one of a substream starts the poller.
func (h *Hub) addSubscriber(subscription corehost.Subscription) *subscriber {
	added := &subscriber{interval: time.Duration(subscription.IntervalMs) * time.Millisecond, updates: make(chan json.RawMessage, maxPendingUpdates)}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed.Err() != nil {
		return added
	}
	s := h.getOrCreate(idOf(subscription.Poll))
	s.subscribers[added] = struct{}{}
	if s.stop == nil {
		ctx, stop := context.WithCancel(h.closed)
		s.stop = stop
		h.pollers.Go(func() { h.poll(ctx, subscription.Poll, s) })
	}
	select {
	case s.wake <- struct{}{}:
	default:
	}
	return added
}

// removeSubscriber removes a subscriber. The last one of a substream stops the poller; the history stays.
func (h *Hub) removeSubscriber(poll protocol.Request, removed *subscriber) {
	h.mu.Lock()
	defer h.mu.Unlock()
	s, isKnown := h.substreams[idOf(poll)]
	if !isKnown {
		return
	}
	interval := s.interval()
	delete(s.subscribers, removed)
	if len(s.subscribers) == 0 && s.stop != nil {
		s.stop()
		s.stop, s.isUpToDate, s.gapAfter = nil, false, intervalsWithoutGap*interval
	}
	h.evictOld(h.now())
}

// poll polls a substream once per interval until ctx ends. It backs off while polls fail.
func (h *Hub) poll(ctx context.Context, poll protocol.Request, s *substream) {
	due := time.Now()
	for failures := 0; ctx.Err() == nil; {
		if h.ingest(ctx, poll, h.upstream.FetchSince(ctx, poll, h.notBefore(s))) {
			failures = 0
		} else {
			failures++
		}
		due = h.waitNext(ctx, s, due, failures)
	}
}

// notBefore returns the earliest arrival of an answer that the next poll may share: after the previous answer, and not
// in the first half of the interval.
func (h *Hub) notBefore(s *substream) time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	afterPrevious, halfAnInterval := s.receivedAt.Add(time.Millisecond), h.now().Add(-s.interval()/2)
	if halfAnInterval.After(afterPrevious) {
		return halfAnInterval
	}
	return afterPrevious
}

// waitNext waits for the poll after the one that was due at a time, and returns when it is due: now if it is late by
// more than half a pause, so that missed polls are not made up for. A new subscriber with a shorter interval shortens
// the wait.
func (h *Hub) waitNext(ctx context.Context, s *substream, due time.Time, failures int) time.Time {
	for {
		h.mu.Lock()
		pause := backoff(s.interval(), failures)
		h.mu.Unlock()
		next := due.Add(pause)
		timer := time.NewTimer(time.Until(next))
		select {
		case <-timer.C:
			if now := time.Now(); now.Sub(next) > pause/2 {
				return now
			}
			return next
		case <-s.wake:
			timer.Stop()
		case <-ctx.Done():
			timer.Stop()
			return due
		}
	}
}

// interval returns the shortest interval of all subscribers, maxBackoff at most. The caller holds the hub's mutex.
func (s *substream) interval() time.Duration {
	shortest := maxBackoff
	for subscriber := range s.subscribers {
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
// failed poll makes a gap, which is kept only for a substream with history or subscribers.
func (h *Hub) ingest(ctx context.Context, poll protocol.Request, answer protocol.Answer) bool {
	if !answer.IsSuccess() || answer.ReceivedAt.IsZero() {
		// An answer that blocks later requests is returned to them with its first time, so a gap takes the current one.
		answer.ReceivedAt = h.now()
	}
	id, receivedAt := idOf(poll), answer.ReceivedAt
	answer.ReceivedAt = h.stamp(id, receivedAt)
	polled, err := corehost.Point(ctx, poll, answer, h.previous(id))
	if ctx.Err() != nil {
		return false
	}
	if err != nil {
		backend.Logger.FromContext(ctx).Error("A poll failed in the plugin", "error", err)
		gap := gapText(answer.ReceivedAt.UnixMilli())
		polled = corehost.Polled{Point: &gap, Before: h.previous(id), Failure: protocol.Bounded(err.Error())}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, isKnown := h.substreams[id]; h.closed.Err() != nil || polled.Failure != "" && !isKnown {
		return false
	}
	s := h.getOrCreate(id)
	s.isUpToDate = len(s.subscribers) > 0
	h.record(s, receivedAt, answer.ReceivedAt, polled)
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
func (h *Hub) stamp(id substreamID, receivedAt time.Time) time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	together := maxApart
	isNew := true
	stream := substreamID{app: id.app, stream: id.stream}
	shared := h.stamps[stream]
	if s, isKnown := h.substreams[id]; isKnown {
		together = min(together, s.interval()/2)
		isNew = len(s.points) == 0 || shared.UnixMilli() > s.points[len(s.points)-1].at
	}
	if isNew && receivedAt.Sub(shared).Abs() < together {
		return shared
	}
	h.stamps[stream] = receivedAt
	return receivedAt
}

// record keeps the result of a poll and sends it to all subscribers, unless its answer is known or its time is not later
// than that of the last point. The caller holds h.mu.
func (h *Hub) record(s *substream, receivedAt, stamp time.Time, polled corehost.Polled) {
	known := len(s.points)
	if known > 0 && (!receivedAt.After(s.receivedAt) || stamp.UnixMilli() <= s.points[known-1].at) {
		return
	}
	if polled.Point != nil {
		h.appendGap(s, receivedAt)
		h.appendPoint(s, point{stamp.UnixMilli(), *polled.Point})
	}
	s.receivedAt, s.previous, s.failure, s.wrong = receivedAt, polled.Before, polled.Failure, polled.Wrong
	s.publish(encodeHistory(s.points[known:], s.failure, s.wrong))
}

// previous returns the state of the core after the previous poll; nil before the first.
func (h *Hub) previous(id substreamID) json.RawMessage {
	h.mu.Lock()
	defer h.mu.Unlock()
	if s, isKnown := h.substreams[id]; isKnown {
		return s.previous
	}
	return nil
}

// publish sends an update to all subscribers that can take it. The caller holds the hub's mutex.
func (s *substream) publish(update json.RawMessage) {
	for subscriber := range s.subscribers {
		select {
		case subscriber.updates <- update:
		default:
		}
	}
}
