// Package ratelimit keeps requests within the limits of an upstream: a number per minute, and its Retry-After header.
package ratelimit

import (
	"slices"
	"sync"
	"time"
)

// Window allows a number of events in any span of one length, counted by key. A token bucket (golang.org/x/time/rate)
// with the same burst would let twice as many through in its first span. It is safe for concurrent use.
type Window struct {
	Limit  int
	Length time.Duration

	mu     sync.Mutex
	events map[string][]time.Time
}

// Reservation is an event that was allowed.
type Reservation struct {
	window *Window
	key    string
	at     time.Time
}

// Reserve counts an event if it is allowed. Otherwise it returns nil and the wait until the next is allowed.
func (w *Window) Reserve(key string, now time.Time) (reserved *Reservation, wait time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.events == nil {
		w.events = map[string][]time.Time{}
	}
	recent := slices.DeleteFunc(w.events[key], func(at time.Time) bool { return now.Sub(at) >= w.Length })
	w.events[key] = recent
	if len(recent) >= w.Limit {
		return nil, slices.MinFunc(recent, time.Time.Compare).Add(w.Length).Sub(now)
	}
	w.events[key] = append(recent, now)
	return &Reservation{window: w, key: key, at: now}, 0
}

// Cancel removes an event that did not reach the upstream.
func (r *Reservation) Cancel() {
	r.window.mu.Lock()
	defer r.window.mu.Unlock()
	r.remove()
}

// Commit counts an event from when its answer arrived. The upstream counted it earlier, so the next event is late
// rather than early.
func (r *Reservation) Commit(now time.Time) {
	r.window.mu.Lock()
	defer r.window.mu.Unlock()
	r.remove()
	r.window.events[r.key] = append(r.window.events[r.key], now)
}

// remove needs the lock. An event that took longer than the window may be gone already.
func (r *Reservation) remove() {
	events := r.window.events[r.key]
	if i := slices.Index(events, r.at); i >= 0 {
		r.window.events[r.key] = slices.Delete(events, i, i+1)
	}
}
