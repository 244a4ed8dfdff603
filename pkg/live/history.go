package live

import (
	"encoding/json"
	"fmt"
	"maps"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
)

const (
	// retention is how long a point is kept.
	retention = time.Hour
	// maxBytes bounds the histories of all feeds of an instance. An hour of one, polled each second, is less than 1
	// MB.
	maxBytes = 32 << 20
	// sweepInterval is the least time between two evictions of old points.
	sweepInterval = time.Second
	// intervalsWithoutGap is how many poll intervals a feed may have no subscribers before its line gets a gap: after
	// a reload of the page, the subscriber is back sooner.
	intervalsWithoutGap = 3
	// pointBytes and feedBytes are what a point and a feed take in addition to their texts.
	pointBytes, feedBytes = 48, 2_048
)

// feed is the history of a document that is polled, and its subscribers. The hub's mutex guards all of it.
type feed struct {
	points []point
	// latest is the result of the latest poll.
	latest corehost.Polled
	// receivedAt is when the latest answer arrived.
	receivedAt  time.Time
	subscribers map[*subscriber]struct{}
	// maxGap is the longest time between the last point and the next one without a gap between them; 0 while the
	// feed is polled.
	maxGap time.Duration
	// isUpToDate is set after the first poll for subscribers, until the last of them leaves.
	isUpToDate bool
	// stop ends the poller; nil without one. wake makes it recompute its next poll, for a subscriber with a shorter
	// interval.
	stop func()
	wake chan struct{}
}

// point is what the core made of one poll. Only the core reads its text.
type point struct {
	// at is the time of the poll in milliseconds since the epoch.
	at   int64
	text json.RawMessage
}

// subscriber is a stream of updates: in Grafana a channel, for any number of viewers.
type subscriber struct {
	interval time.Duration
	updates  chan json.RawMessage
}

// gapText returns the text of a point without values.
func gapText(at int64) json.RawMessage { return fmt.Appendf(nil, "[%d]", at) }

// encodeHistory returns points, and what was wrong with the latest poll, as JSON for the core.
func encodeHistory(points []point, latest corehost.Polled) json.RawMessage {
	history := struct {
		Points  []json.RawMessage `json:"points"`
		Failure string            `json:"failure,omitempty"`
		Wrong   json.RawMessage   `json:"wrong,omitempty"`
	}{make([]json.RawMessage, len(points)), latest.Failure, latest.InvalidMetrics}
	for i, point := range points {
		history.Points[i] = point.text
	}
	if string(latest.InvalidMetrics) == "[]" {
		history.Wrong = nil
	}
	text, _ := json.Marshal(history) // Texts of the core are JSON.
	return text
}

// getOrCreate returns a feed, and adds it if it is unknown. The caller holds h.mu.
func (h *Hub) getOrCreate(id feedID) *feed {
	found, isKnown := h.feeds[id]
	if !isKnown {
		found = &feed{subscribers: map[*subscriber]struct{}{}, wake: make(chan struct{}, 1)}
		h.feeds[id] = found
		h.bytes += feedBytes
	}
	return found
}

// appendPoint appends a point, which must be later than all others. The caller holds h.mu.
func (h *Hub) appendPoint(f *feed, added point) {
	f.points = append(f.points, added)
	h.bytes += pointBytes + len(added.text)
}

// appendGap appends a gap if there were no subscribers for a while, so that no line is drawn from the last point to the
// next. The caller holds h.mu.
func (h *Hub) appendGap(f *feed, next time.Time) {
	if last := len(f.points) - 1; last >= 0 && f.maxGap > 0 && next.Sub(f.receivedAt) > f.maxGap {
		at := f.points[last].at + 1
		h.appendPoint(f, point{at, gapText(at)})
	}
	f.maxGap = 0
}

// dropFirst deletes the first points of a feed. The caller holds h.mu.
func (h *Hub) dropFirst(f *feed, count int) {
	for _, dropped := range f.points[:count] {
		h.bytes -= pointBytes + len(dropped.text)
	}
	// The texts are released at once; their slots when append next reallocates the slice. So no poll moves all points.
	clear(f.points[:count])
	f.points = f.points[count:]
}

// evictOld deletes points older than the retention, and feeds without points and subscribers. It does so once per
// sweepInterval, because every poll of every feed calls it and it visits all feeds. The caller holds h.mu.
func (h *Hub) evictOld(now time.Time) {
	if since := now.Sub(h.lastSweep); since >= 0 && since < sweepInterval {
		return
	}
	h.lastSweep = now
	maps.DeleteFunc(h.lastTimeOfStream, func(_ feedID, last time.Time) bool { return now.Sub(last) >= alignWindow })
	oldest := now.Add(-retention).UnixMilli()
	for id, f := range h.feeds {
		count := 0
		for count < len(f.points) && f.points[count].at < oldest {
			count++
		}
		if count > 0 {
			h.dropFirst(f, count)
		}
		if len(f.points) == 0 && len(f.subscribers) == 0 {
			h.evict(id, f)
		}
	}
}

// makeRoom deletes history until at most maxBytes are left: first feeds without subscribers, then the oldest tenth
// of all others. A tenth is enough room for many polls, so that not every poll visits all feeds. The caller holds
// h.mu.
func (h *Hub) makeRoom() {
	for id, f := range h.feeds {
		if h.bytes <= maxBytes {
			return
		}
		if len(f.subscribers) == 0 {
			h.evict(id, f)
		}
	}
	for before := 0; h.bytes > maxBytes && h.bytes != before; {
		before = h.bytes
		for _, f := range h.feeds {
			h.dropFirst(f, (len(f.points)+9)/10)
		}
	}
}

// evict deletes a feed and its history. The caller holds h.mu.
func (h *Hub) evict(id feedID, f *feed) {
	h.dropFirst(f, len(f.points))
	h.bytes -= feedBytes
	delete(h.feeds, id)
}
