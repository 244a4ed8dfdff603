package demo

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
)

const (
	// latestCall is always the last stand-up that has ended.
	latestCall = "latest-call"
	// statsKept is how long peer stats and events are kept. Source: 100ms "Analytics Events", "for upto last 30 days".
	statsKept = 30 * day
	// sessionsKept is longer, so that some listed sessions have no stats any more.
	sessionsKept = 60 * day
	longestCall  = 16 * minute
)

// room has a call every EveryMinutes; 0 means none. The stand-up has no Peers: its peers are always the same.
type room struct {
	ID, Name string
	// Number is the last digit of the room's session IDs.
	Number                      uint32
	EveryMinutes, OffsetMinutes int64
	// Minutes and Peers are the smallest and largest length and size of a call.
	Minutes [2]int64
	Peers   [2]uint32
	// Roles are those of the first peer and of the others.
	Roles [2]string
	// Rejoins is how many calls have one in which somebody rejoins.
	Rejoins uint32
	// Casts has the peers of a room in which each call shows a known fault, one call after another.
	Casts    [][]castMember
	Document object
}

func roomsWith(id string) []*room {
	return slices.DeleteFunc(slices.Clone(tables.Rooms), func(each *room) bool { return each.ID != id })
}

// lastStart returns the start of the last call that began at a time or before.
func (r *room) lastStart(at int64) int64 {
	every := r.EveryMinutes * minute
	return at - ((at-r.OffsetMinutes*minute)%every+every)%every
}

// call is one session of a room, from start to end in seconds since the epoch. Its room and start decide all else.
type call struct {
	id         string
	room       *room
	start, end int64
}

func newCall(of *room, start int64) call {
	shortest, longest := of.Minutes[0]*minute, of.Minutes[1]*minute
	end := start + shortest + int64(hash(start, of.Number))%(longest-shortest+1)
	// As in any ObjectID the first 8 digits are the time.
	return call{fmt.Sprintf("%08xca1100000000000%x", start, of.Number), of, start, end}
}

// seed makes a call's noise differ from that of others.
func (c call) seed() uint32 { return hash(c.start, c.room.Number) }

// callByID finds a running or ended call.
func callByID(id string, now int64) (found call, isCall bool) {
	if id == latestCall {
		standup := tables.Rooms[len(tables.Rooms)-1]
		found = newCall(standup, standup.lastStart(now-standup.Minutes[1]*minute))
		found.id = latestCall
		return found, true
	}
	// A text that is no ID equals none.
	start, _ := strconv.ParseInt(id[:min(8, len(id))], 16, 64)
	for _, found := range callsBetween(tables.Rooms, start, min(start, now)) {
		if found.id == id {
			return found, true
		}
	}
	return call{}, false
}

// callsBetween returns the calls of some rooms that began from one time to another, the newest first.
func callsBetween(of []*room, from, to int64) []call {
	var found []call
	for _, each := range of {
		for at := to; each.EveryMinutes > 0; at-- {
			if at = each.lastStart(at); at < max(0, from) {
				break
			}
			found = append(found, newCall(each, at))
		}
	}
	slices.SortFunc(found, func(a, b call) int {
		return cmp.Or(cmp.Compare(b.start, a.start), cmp.Compare(b.room.Number, a.room.Number))
	})
	return found
}

// roomsAnswer lists all rooms on one page.
func roomsAnswer(r request) answer {
	list, last := []object{}, ""
	for _, each := range tables.Rooms {
		if name := r.query.Get("name"); !r.query.Has("start") && (name == "" || name == each.Name) {
			list, last = append(list, with(tables.RoomDocument, each.Document, object{"id": each.ID, "name": each.Name})), each.ID
		}
	}
	return answer{200, object{"limit": r.number("limit", 10), "data": list, "last": last}}
}

func roomAnswer(r request) answer {
	for _, each := range tables.Rooms {
		if each.ID == r.segments[1] {
			return answer{200, with(tables.RoomDocument, each.Document, object{"id": each.ID, "name": each.Name})}
		}
	}
	return answer{404, object{"code": 404, "message": "room not found"}}
}

// callsAnswer lists calls, or what belongs to each, from behind the cursor on. `last` is empty on a page that is not
// full, and null on one that has none.
func (r request) callsAnswer(calls []call, id func(call) string, isListed func(call) bool, document func(call) object) answer {
	limit, isBehind := r.number("limit", 10), !r.query.Has("start")
	list, last := []object{}, any(nil)
	for _, each := range calls {
		if isBehind && isListed(each) {
			list, last = append(list, document(each)), ""
		}
		isBehind = isBehind || id(each) == r.query.Get("start")
		if len(list) == limit {
			last = id(each)
			break
		}
	}
	return answer{200, object{"limit": limit, "data": list, "last": last}}
}

// sessionsAnswer lists the newest first.
func sessionsAnswer(r request) answer {
	isActive, of, from := r.query.Get("active") != "false", tables.Rooms, r.now-sessionsKept
	if isActive {
		from = r.now - longestCall
	}
	if r.query.Has("room_id") {
		of = roomsWith(r.query.Get("room_id"))
	}
	calls := callsBetween(of, max(from, r.instant("after", 0)), min(r.now, r.instant("before", r.now)))
	return r.callsAnswer(calls, func(c call) string { return c.id },
		func(c call) bool { return c.end > r.now == isActive }, func(c call) object { return c.document(r.now) })
}

func sessionAnswer(r request) answer {
	found, isCall := callByID(r.segments[1], r.now)
	if !isCall {
		return hundredmsError(404, "session not found")
	}
	return answer{200, found.document(r.now)}
}

// document returns a call as 100ms writes it. `left_at` is null while a peer is there, and absent for a ghost.
func (c call) document(now int64) object {
	peers := object{}
	for _, each := range c.peers() {
		joined, left := c.start+int64(each.Stay[0]), c.start+int64(each.Stay[1])
		document := object{"id": each.ID, "session_id": c.id, "name": each.Name, "role": each.Role, "user_id": each.User, "joined_at": iso(joined * 1_000)}
		if left > now {
			document["left_at"] = nil
		} else if !each.IsGhost {
			document["left_at"] = iso(left * 1_000)
		}
		if joined <= now {
			peers[each.ID] = document
		}
	}
	return object{
		"id": c.id, "room_id": c.room.ID, "customer_id": tables.RoomDocument["customer_id"], "active": c.end > now, "peers": peers,
		"created_at": iso(c.start * 1_000), "updated_at": iso(min(c.end, now) * 1_000),
	}
}
