package live

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
)

const (
	// kept is how long a point is.
	kept = time.Hour
	// mostBytes bounds what all substreams of an instance keep. An hour of one, polled each second, is less than 1 MB.
	mostBytes = 32 << 20
	// sweepEvery is how often all substreams are looked through.
	sweepEvery = time.Second
	// intervalsToBreak is how many intervals nobody followed where a line is broken: whoever reloads a page is back before.
	intervalsToBreak = 3
	// pointBytes and watchedBytes are what a point and a substream take beside their texts.
	pointBytes, watchedBytes = 48, 2_048
)

// watched is one substream: what was polled of it, and who follows it. The hub's lock is for all of it.
type watched struct {
	points []point
	// before is what the core said the next poll is to be told.
	before json.RawMessage
	// failure is why the latest poll gave nothing, empty where it did.
	failure string
	// at is when the latest answer arrived.
	at      time.Time
	viewers map[*viewer]struct{}
	// breakAfter is how long after the last point no line is drawn to the next, 0 while it is polled.
	breakAfter time.Duration
	// isFresh tells that somebody follows, and that a first poll for them is done.
	isFresh bool
	// stop ends the poller, nil where there is none. sooner tells it that somebody more impatient came.
	stop   func()
	sooner chan struct{}
}

// point is what the core made of one poll; only the core looks into it.
type point struct {
	at   int64
	text json.RawMessage
}

// viewer is one who follows: for Grafana a channel, however many look at it.
type viewer struct {
	interval time.Duration
	updates  chan json.RawMessage
}

// gap is a point without any value.
func gap(at int64) json.RawMessage { return fmt.Appendf(nil, "[%d]", at) }

// document writes points as the core reads them.
func document(points []point, failure string) json.RawMessage {
	var text bytes.Buffer
	text.WriteString(`{"points":[`)
	for i, one := range points {
		if i > 0 {
			text.WriteByte(',')
		}
		text.Write(one.text)
	}
	text.WriteByte(']')
	if failure != "" {
		said, _ := json.Marshal(failure)
		fmt.Fprintf(&text, `,"failure":%s`, said)
	}
	text.WriteByte('}')
	return text.Bytes()
}

// entry gives what is kept of a substream, new where nothing is. On the lock.
func (h *Hub) entry(of identity) *watched {
	one, isKnown := h.watched[of]
	if !isKnown {
		one = &watched{viewers: map[*viewer]struct{}{}, sooner: make(chan struct{}, 1)}
		h.watched[of] = one
		h.bytes += watchedBytes
	}
	return one
}

// push adds a point, which is later than all before it. On the lock.
func (h *Hub) push(one *watched, added point) {
	one.points = append(one.points, added)
	h.bytes += pointBytes + len(added.text)
}

// breakLine puts a gap behind the last point where nobody followed for a while, so that no line is drawn to the next. On the lock.
func (h *Hub) breakLine(one *watched, next time.Time) {
	if last := len(one.points) - 1; last >= 0 && one.breakAfter > 0 && next.Sub(one.at) > one.breakAfter {
		at := one.points[last].at + 1
		h.push(one, point{at, gap(at)})
	}
	one.breakAfter = 0
}

// drop forgets the first points of a substream. On the lock.
func (h *Hub) drop(one *watched, count int) {
	for _, dropped := range one.points[:count] {
		h.bytes -= pointBytes + len(dropped.text)
	}
	// What is dropped is let go of at once, its place with the next that is added beyond it: nothing is moved for each poll.
	clear(one.points[:count])
	one.points = one.points[count:]
}

// forgetOld forgets what is older than an hour, and substreams of which nothing is left: once in a while, as each poll of each would go
// through all of them. On the lock.
func (h *Hub) forgetOld(now time.Time) {
	if since := now.Sub(h.swept); since >= 0 && since < sweepEvery {
		return
	}
	h.swept = now
	oldest := now.Add(-kept).UnixMilli()
	for of, one := range h.watched {
		count := 0
		for count < len(one.points) && one.points[count].at < oldest {
			count++
		}
		if count > 0 {
			h.drop(one, count)
		}
		if len(one.points) == 0 && len(one.viewers) == 0 {
			h.forget(of, one)
		}
	}
}

// makeRoom forgets until no more than mostBytes are kept: first what nobody follows, then the oldest tenth of all others, so that there is
// room for many polls before it has to go through them again. On the lock.
func (h *Hub) makeRoom() {
	for of, one := range h.watched {
		if h.bytes <= mostBytes {
			return
		}
		if len(one.viewers) == 0 {
			h.forget(of, one)
		}
	}
	for before := 0; h.bytes > mostBytes && h.bytes != before; {
		before = h.bytes
		for _, one := range h.watched {
			h.drop(one, (len(one.points)+9)/10)
		}
	}
}

func (h *Hub) forget(of identity, one *watched) {
	h.drop(one, len(one.points))
	h.bytes -= watchedBytes
	delete(h.watched, of)
}
