package live

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"time"
)

const (
	// retention is how long a point is kept.
	retention = time.Hour
	// maxBytes bounds the histories of all substreams of an instance. An hour of one, polled each second, is less than 1
	// MB.
	maxBytes = 32 << 20
	// sweepInterval is the least time between two evictions of old points.
	sweepInterval = time.Second
	// intervalsWithoutGap is how many poll intervals a substream may have no subscribers before its line gets a gap: after
	// a reload of the page, the subscriber is back sooner.
	intervalsWithoutGap = 3
	// pointBytes and substreamBytes are what a point and a substream take in addition to their texts.
	pointBytes, substreamBytes = 48, 2_048
)

// substream is the history of one substream, and its subscribers. The hub's mutex guards all of it.
type substream struct {
	points []point
	// previous is the state that the core needs at the next poll.
	previous json.RawMessage
	// failure is why the latest poll returned nothing; empty if it succeeded.
	failure string
	// wrong are the metrics whose latest values are impossible or unreadable. Only the core reads it.
	wrong json.RawMessage
	// receivedAt is when the latest answer arrived.
	receivedAt  time.Time
	subscribers map[*subscriber]struct{}
	// gapAfter is the longest time between the last point and the next one without a gap between them; 0 while the
	// substream is polled.
	gapAfter time.Duration
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

// encodeHistory returns points and what was wrong with the latest poll as JSON for the core.
func encodeHistory(points []point, failure string, wrong json.RawMessage) json.RawMessage {
	var text bytes.Buffer
	text.WriteString(`{"points":[`)
	for i, point := range points {
		if i > 0 {
			text.WriteByte(',')
		}
		text.Write(point.text)
	}
	text.WriteByte(']')
	if failure != "" {
		quoted, _ := json.Marshal(failure)
		fmt.Fprintf(&text, `,"failure":%s`, quoted)
	}
	if len(wrong) > len("[]") {
		fmt.Fprintf(&text, `,"wrong":%s`, wrong)
	}
	text.WriteByte('}')
	return text.Bytes()
}

// getOrCreate returns a substream, and adds it if it is unknown. The caller holds h.mu.
func (h *Hub) getOrCreate(id substreamID) *substream {
	found, isKnown := h.substreams[id]
	if !isKnown {
		found = &substream{subscribers: map[*subscriber]struct{}{}, wake: make(chan struct{}, 1)}
		h.substreams[id] = found
		h.bytes += substreamBytes
	}
	return found
}

// appendPoint appends a point, which must be later than all others. The caller holds h.mu.
func (h *Hub) appendPoint(s *substream, added point) {
	s.points = append(s.points, added)
	h.bytes += pointBytes + len(added.text)
}

// appendGap appends a gap if there were no subscribers for a while, so that no line is drawn from the last point to the
// next. The caller holds h.mu.
func (h *Hub) appendGap(s *substream, next time.Time) {
	if last := len(s.points) - 1; last >= 0 && s.gapAfter > 0 && next.Sub(s.receivedAt) > s.gapAfter {
		at := s.points[last].at + 1
		h.appendPoint(s, point{at, gapText(at)})
	}
	s.gapAfter = 0
}

// dropFirst deletes the first points of a substream. The caller holds h.mu.
func (h *Hub) dropFirst(s *substream, count int) {
	for _, dropped := range s.points[:count] {
		h.bytes -= pointBytes + len(dropped.text)
	}
	// The texts are released at once; their slots when append next reallocates the slice. So no poll moves all points.
	clear(s.points[:count])
	s.points = s.points[count:]
}

// evictOld deletes points older than the retention, and substreams without points and subscribers. It does so once per
// sweepInterval, because every poll of every substream calls it and it visits all substreams. The caller holds h.mu.
func (h *Hub) evictOld(now time.Time) {
	if since := now.Sub(h.lastSweep); since >= 0 && since < sweepInterval {
		return
	}
	h.lastSweep = now
	maps.DeleteFunc(h.stamps, func(_ substreamID, stamp time.Time) bool { return now.Sub(stamp) >= maxApart })
	oldest := now.Add(-retention).UnixMilli()
	for id, s := range h.substreams {
		count := 0
		for count < len(s.points) && s.points[count].at < oldest {
			count++
		}
		if count > 0 {
			h.dropFirst(s, count)
		}
		if len(s.points) == 0 && len(s.subscribers) == 0 {
			h.evict(id, s)
		}
	}
}

// makeRoom deletes history until at most maxBytes are left: first substreams without subscribers, then the oldest tenth
// of all others. A tenth is enough room for many polls, so that not every poll visits all substreams. The caller holds
// h.mu.
func (h *Hub) makeRoom() {
	for id, s := range h.substreams {
		if h.bytes <= maxBytes {
			return
		}
		if len(s.subscribers) == 0 {
			h.evict(id, s)
		}
	}
	for before := 0; h.bytes > maxBytes && h.bytes != before; {
		before = h.bytes
		for _, s := range h.substreams {
			h.dropFirst(s, (len(s.points)+9)/10)
		}
	}
}

// evict deletes a substream and its history. The caller holds h.mu.
func (h *Hub) evict(id substreamID, s *substream) {
	h.dropFirst(s, len(s.points))
	h.bytes -= substreamBytes
	delete(h.substreams, id)
}
