package demo

import (
	"fmt"
	"slices"
	"strconv"
)

// recordingDelay is how many seconds after the start of a call its recording starts, and after its end it is ready.
const recordingDelay = 20

// isRecorded reports whether a call was recorded: every stand-up, and half of the others.
func (c call) isRecorded() bool { return c.room.Peers[1] == 0 || hash(c.seed(), 7)%2 == 0 }

func (c call) recordingID() string {
	return fmt.Sprintf("%08xbea300000000000%x", c.start, c.room.Number)
}

// recordingStatus is that of a moment. One recording in eight fails.
func (c call) recordingStatus(now int64) string {
	switch isOver := now >= c.end; {
	case now < c.start+recordingDelay:
		return "starting"
	case !isOver:
		return "running"
	case now < c.end+recordingDelay:
		return "stopping"
	case hash(c.seed(), 8)%8 == 0:
		return "failed"
	case now < c.end+2*minute:
		return "post_processing"
	}
	return "completed"
}

// recordingsAnswer lists the newest first. Source: 100ms "List all recordings".
func recordingsAnswer(r request) answer {
	of := tables.Rooms
	if r.query.Has("room_id") {
		of = roomsWith(r.query.Get("room_id"))
	}
	calls := callsBetween(of, r.now-sessionsKept, r.now)
	if r.query.Has("session_id") {
		calls = nil
		if only, isCall := callByID(r.query.Get("session_id"), r.now); isCall && slices.Contains(of, only.room) {
			calls = []call{only}
		}
	}
	return r.callsAnswer(calls, call.recordingID, func(c call) bool {
		return c.isRecorded() && (!r.query.Has("status") || r.query.Get("status") == c.recordingStatus(r.now))
	}, func(c call) object { return c.recording(r.now) })
}

func (c call) recording(now int64) object {
	document := object{
		"id": c.recordingID(), "room_id": c.room.ID, "session_id": c.id, "status": c.recordingStatus(now), "created_at": iso(c.start * 1_000),
		"started_by": "", "stopped_by": "", "asset_types": []string{},
		"meeting_url": "https://demo.example/preview/" + c.recordingID(),
	}
	started, stopped := c.start+recordingDelay, c.end
	if now >= started {
		document["started_at"] = iso(started * 1_000)
	}
	if now >= stopped {
		document["stopped_at"] = iso(stopped * 1_000)
	}
	if document["status"] == "completed" {
		document["asset_types"] = []string{"room-composite", "chat"}
	}
	document["updated_at"] = iso(min(now, stopped+recordingDelay) * 1_000)
	return document
}

// recordingAnswer has the video of a completed recording, of some 250 kB a second. Source: 100ms "Get recording".
func recordingAnswer(r request) answer {
	id := r.segments[1]
	// As in a call's ID the first 8 digits are the time.
	start, _ := strconv.ParseInt(id[:min(8, len(id))], 16, 64)
	for _, each := range callsBetween(tables.Rooms, start, min(start, r.now)) {
		if each.recordingID() != id || !each.isRecorded() {
			continue
		}
		document, assets := each.recording(r.now), []object{}
		if document["status"] == "completed" {
			seconds := each.end - each.start - recordingDelay
			assets = append(assets, object{
				"id": each.recordingID(), "type": "room-composite", "path": "demo/" + each.recordingID() + ".mp4", "status": "completed", "duration": seconds,
				"size": seconds*250_000 + int64(hash(each.seed(), 9)%1_000_000), "metadata": object{"resolution": object{"width": 1280, "height": 720}},
			})
		}
		return answer{200, with(document, object{"recording_assets": assets})}
	}
	return hundredmsError(404, "recording not found")
}
