package demo

import (
	"slices"
	"strconv"
)

// event is a change of a track, or an error of a client, at milliseconds since the epoch.
type event struct {
	at   int64
	kind string
	peer *peer
	// session is empty for an error before the peer joined. problem names the error, and is empty for a track.
	session, problem string
	track            track
	isMuted          bool
	// startedAt is the second at which the track started.
	startedAt int
}

// events returns all events of a call, the oldest first.
func (c call) events() []event {
	var events []event
	for _, by := range c.peers() {
		for _, track := range by.Tracks {
			events = append(events, c.trackEvents(&by, track)...)
		}
		for _, each := range by.Errors {
			failure := event{at: c.instant(each.Second), kind: tables.Errors[each.Error].Type, peer: &by, problem: each.Error}
			if each.Second >= by.Stay[0] {
				failure.session = c.id
			}
			events = append(events, failure)
		}
	}
	for i := range events {
		events[i].at += int64(hash(c.start, i) % 900)
	}
	slices.SortStableFunc(events, func(a, b event) int { return int(a.at - b.at) })
	return events
}

func (c call) instant(second int) int64 { return (c.start + int64(second)) * 1_000 }

// trackEvents returns the events of a track. A screen exists while it is shared; a peer mutes its other tracks instead.
func (c call) trackEvents(by *peer, of track) []event {
	var events []event
	there, isMuted := by.Stay, false
	if of.Source == "screen" {
		there = of.On[0]
	}
	add := func(change string, second int) {
		events = append(events, event{c.instant(second), "track." + change + ".success", by, c.id, "", of, isMuted, there[0]})
	}
	isMuted = of.On[0][0] > there[0] || of.On[0][1] <= there[0]
	add("add", there[0])
	for _, on := range of.On {
		if on[0] > there[0] && on[0] < there[1] {
			isMuted = false
			add("update", on[0])
		}
		if on[1] > there[0] && on[1] < there[1] {
			isMuted = true
			add("update", on[1])
		}
	}
	add("remove", there[1]-1)
	return events
}

// eventsAnswer lists the events of 30 days, the oldest first. `total` counts all of them.
func eventsAnswer(r request) answer {
	limit, skipped := r.number("limit", 10), r.number("start", 0)
	if r.query.Get("room_id") == "" {
		return hundredmsError(400, "Invalid query parameter", "room_id is required")
	}
	list, total, next := []object{}, 0, ""
	for _, each := range r.callsWithEvents() {
		for i, event := range each.events() {
			if event.at > r.now*1_000 || event.at < (r.now-statsKept)*1_000 ||
				r.query.Has("session_id") && event.session != r.query.Get("session_id") ||
				r.query.Has("peer_id") && event.peer.ID != r.query.Get("peer_id") ||
				r.query.Has("type") && !slices.Contains(r.query["type"], event.kind) ||
				r.query.Get("error") == "true" && event.problem == "" {
				continue
			}
			switch total++; {
			case total <= skipped:
			case len(list) < limit:
				list = append(list, event.document(each, hash(each.seed(), uint32(i))))
			case next == "":
				next = strconv.Itoa(total - 1)
			}
		}
	}
	return answer{200, object{"limit": len(list), "total": total, "next": next, "events": list}}
}

// callsWithEvents returns the calls whose events a request can mean, the oldest first.
func (r request) callsWithEvents() []call {
	if only, isCall := callByID(r.query.Get("session_id"), r.now); isCall && only.room.ID == r.query.Get("room_id") {
		return []call{only}
	}
	calls := callsBetween(roomsWith(r.query.Get("room_id")), r.now-statsKept-longestCall, r.now)
	slices.Reverse(calls)
	return calls
}

// document returns an event as 100ms writes it. Source: 100ms "Track Events", "Error Events".
func (e event) document(in call, seed uint32) object {
	data := object{
		"room_id": in.room.ID, "room_name": in.room.Name, "peer_id": e.peer.ID, "user_id": e.peer.User, "user_name": e.peer.Name, "role": e.peer.Role,
	}
	if e.session != "" {
		data["session_id"] = e.session
	}
	more := object{
		"track_id": e.track.ID, "stream_id": uuid(e.peer.Seed, 5, hash(e.peer.Seed, 5)), "type": e.track.Kind, "source": e.track.Source, "mute": e.isMuted,
		"started_at": iso(in.instant(e.startedAt)), "joined_at": iso(in.instant(e.peer.Stay[0])),
	}
	if e.problem != "" {
		more = with(tables.Errors[e.problem].Data, object{"account_id": tables.RoomDocument["customer_id"], "agent": tables.Agents[e.peer.Agent]})
	}
	return object{"version": "2.0", "id": uuid(seed, 1, hash(seed, 1)), "timestamp": iso(e.at), "type": e.kind, "data": with(data, more)}
}
