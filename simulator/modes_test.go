package simulator

import (
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
)

const (
	sessionsPath = "/v2/sessions?active=false&limit=10"
	eventsPath   = "/v2/analytics/events?room_id=d3e0d3e0d3e0d3e000000001&session_id=latest-call"
	streamsPath  = "/api/streams?rowsPerPage=5"
	journalPath  = "/api/streams/live/studio/native/journal?rowsPerPage=5"
	metadataPath = "/api/streams/live/studio/native/metadata"
)

// series gives the arrays of a track of the guest's document: the high layer of the camera, unless another is asked for.
func series(t *testing.T, given received, side, kind string) map[string][]any {
	t.Helper()
	entries, _ := objectOf(decoded(t, given.body)[side])[kind].([]any)
	if len(entries) == 0 {
		t.Fatalf("no %s %s in %.200s", side, kind, given.body)
	}
	arrays := map[string][]any{}
	for name, array := range objectOf(objectOf(entries[0])["time_series"]) {
		arrays[name], _ = array.([]any)
	}
	return arrays
}

func data(t *testing.T, given received) object {
	t.Helper()
	return objectOf(decoded(t, given.body)["data"])
}

// checks has a row for every mode: what is asked, and whether the answer is wrong in the way the mode says.
var checks = map[string][]struct {
	// asked is the mode with its argument.
	asked string
	path  string
	isSo  func(t *testing.T, given received, right received) bool
}{
	"latency": {{"latency=30", nativePath, func(_ *testing.T, given, right received) bool {
		return given.status == 200 && string(given.body) == string(right.body)
	}}},
	"status": {
		{"status=403", guestPath, func(_ *testing.T, given, _ received) bool {
			return given.status == 403 && string(given.body) == `{"code":403,"details":[],"message":"permission denied"}`
		}},
		{"status=401", nativePath, func(_ *testing.T, given, _ received) bool {
			return given.status == 401 && strings.HasPrefix(string(given.body), `{"message":"Could not authorize`)
		}},
		{"status=404", nativePath, func(_ *testing.T, given, _ received) bool {
			return given.status == 404 && string(given.body) == `{"message":"Substream not found"}`
		}},
		{"status=502", guestPath, func(_ *testing.T, given, _ received) bool {
			return given.status == 502 && given.header.Get("Retry-After") == ""
		}},
	},
	"429": {
		{"429", guestPath, func(_ *testing.T, given, _ received) bool {
			return given.status == 429 && given.header.Get("Retry-After") == "45"
		}},
		{"429,retry-after=7", nativePath, func(_ *testing.T, given, _ received) bool {
			return given.status == 429 && given.header.Get("Retry-After") == "7"
		}},
	},
	"retry-after": {{"retry-after=7,429", guestPath, func(_ *testing.T, given, _ received) bool {
		return given.status == 429 && given.header.Get("Retry-After") == "7"
	}}},
	"html": {{"html", guestPath, func(_ *testing.T, given, _ received) bool {
		return given.status == 200 && given.header.Get("Content-Type") == "text/html; charset=utf-8" && given.body[0] == '<'
	}}},
	"truncated": {{"truncated", guestPath, func(_ *testing.T, given, right received) bool {
		return given.broken == nil && string(given.body) == string(right.body[:len(right.body)/2])
	}}},
	"empty": {{"empty", nativePath, func(_ *testing.T, given, _ received) bool {
		return given.status == 200 && given.broken == nil && len(given.body) == 0
	}}},
	"cut": {{"cut", guestPath, func(_ *testing.T, given, right received) bool {
		return errors.Is(given.broken, io.ErrUnexpectedEOF) && len(given.body) == len(right.body)/2
	}}},
	"huge": {{"huge", guestPath, func(_ *testing.T, given, _ received) bool {
		return len(given.body) > 16<<20 && json.Valid(given.body) && !strings.Contains(string(given.body), "\n")
	}}},
	"ragged": {{"ragged", guestPath, func(t *testing.T, given, _ received) bool {
		arrays := series(t, given, "publisher", "video")
		rows := len(arrays["timestamps"])
		return len(arrays["bitrate"]) < rows && len(arrays["fps"]) == rows+1 && len(arrays["rtt_ms"]) == rows
	}}},
	"nulls": {{"nulls", guestPath, func(t *testing.T, given, _ received) bool {
		arrays := series(t, given, "subscriber", "audio")
		return arrays["timestamps"][1] == nil && arrays["concealed_samples"][2] == nil && arrays["concealed_samples"][1] != nil
	}}},
	"no-samples": {{"no-samples", guestPath, func(t *testing.T, given, _ received) bool {
		arrays := series(t, given, "publisher", "audio")
		return len(arrays) == 5 && arrays["timestamps"] != nil && len(arrays["timestamps"]) == 0 && len(arrays["jitter_ms"]) == 0
	}}},
	"missing-arrays": {{"missing-arrays", guestPath, func(t *testing.T, given, _ received) bool {
		_, hasAudio := objectOf(decoded(t, given.body)["subscriber"])["audio"]
		arrays := series(t, given, "publisher", "video")
		return !hasAudio && arrays["bitrate"] == nil && arrays["fps"] == nil && len(arrays["rtt_ms"]) == len(arrays["timestamps"])
	}}},
	"unsorted": {{"unsorted", guestPath, func(t *testing.T, given, right received) bool {
		arrays, before := series(t, given, "publisher", "video"), series(t, right, "publisher", "video")
		slices.Reverse(before["bitrate"])
		first, _ := arrays["timestamps"][0].(float64)
		second, _ := arrays["timestamps"][1].(float64)
		return first > second && slices.Equal(arrays["bitrate"], before["bitrate"])
	}}},
	"repeated": {{"repeated", guestPath, func(t *testing.T, given, _ received) bool {
		times := series(t, given, "publisher", "video")["timestamps"]
		return times[1] == times[2] && times[0] != times[1] && times[4] == times[5]
	}}},
	"text-numbers": {
		{"text-numbers", guestPath, func(t *testing.T, given, _ received) bool {
			_, isText := series(t, given, "publisher", "video")["packet_loss_percent"][0].(string)
			return isText
		}},
		{"text-numbers", nativePath, func(t *testing.T, given, _ received) bool {
			return data(t, given)["startTime"] == "1795320000000"
		}},
		{"text-numbers", metadataPath, func(t *testing.T, given, _ received) bool { return data(t, given)["width"] == "1920" }},
	},
	"unknown-fields": {{"unknown-fields", guestPath, func(t *testing.T, given, _ received) bool {
		arrays := series(t, given, "subscriber", "video")
		return len(arrays["quantizer"]) == len(arrays["timestamps"]) && strings.Contains(string(given.body), `"codec":"VP9"`)
	}}},
	"unknown-type": {{"unknown-type", guestPath, func(_ *testing.T, given, _ received) bool {
		return strings.Contains(string(given.body), `"type":"hologram"`) && !strings.Contains(string(given.body), `"type":"regular"`)
	}}},
	"null-document": {{"null-document", guestPath, func(_ *testing.T, given, _ received) bool { return string(given.body) == "null" }}},
	"null-data": {
		{"null-data", nativePath, func(_ *testing.T, given, _ received) bool {
			return strings.HasPrefix(string(given.body), `{"data":null,"meta":{`)
		}},
		{"null-data", metadataPath, func(_ *testing.T, given, _ received) bool {
			return strings.HasPrefix(string(given.body), `{"data":null,"meta":{`)
		}},
	},
	"no-metadata": {{"no-metadata", metadataPath, func(_ *testing.T, given, _ received) bool {
		return given.status == 403 && string(given.body) == `{"message":"Access denied"}`
	}}},
	"no-health": {{"no-health", nativePath, func(t *testing.T, given, _ received) bool {
		health, isThere := data(t, given)["healthData"]
		return isThere && health == nil
	}}},
	"unlisted": {{"unlisted", streamsPath, func(_ *testing.T, given, _ received) bool {
		return given.status == 404 && string(given.body) == `{"message":"Not found"}`
	}}},
	"empty-list": {
		{"empty-list", sessionsPath, func(t *testing.T, given, _ received) bool {
			list, isList := decoded(t, given.body)["data"].([]any)
			return isList && len(list) == 0
		}},
		{"empty-list", eventsPath, func(t *testing.T, given, _ received) bool {
			list, isList := decoded(t, given.body)["events"].([]any)
			return isList && len(list) == 0
		}},
		{"empty-list", streamsPath, func(t *testing.T, given, _ received) bool {
			list, isList := data(t, given)["list"].([]any)
			return isList && len(list) == 0
		}},
	},
	"null-list": {
		{"null-list", sessionsPath, func(t *testing.T, given, _ received) bool {
			list, isThere := decoded(t, given.body)["data"]
			return isThere && list == nil
		}},
		{"null-list", journalPath, func(t *testing.T, given, _ received) bool {
			list, isThere := data(t, given)["list"]
			return isThere && list == nil && data(t, given)["totalItems"] != nil
		}},
	},
	"no-list": {
		{"no-list", eventsPath, func(t *testing.T, given, _ received) bool {
			document := decoded(t, given.body)
			_, isThere := document["events"]
			return !isThere && document["total"] != nil
		}},
		{"no-list", sessionsPath, func(t *testing.T, given, _ received) bool {
			document := decoded(t, given.body)
			_, isThere := document["data"]
			return !isThere && document["limit"] != nil
		}},
	},
	"repeated-cursor": {
		{"repeated-cursor", sessionsPath, func(t *testing.T, given, _ received) bool { return decoded(t, given.body)["last"] == "once-more" }},
		{"repeated-cursor", sessionsPath + "&start=once-more", func(t *testing.T, given, _ received) bool {
			return given.status == 200 && decoded(t, given.body)["last"] == "once-more"
		}},
		{"repeated-cursor", eventsPath + "&start=once-more", func(t *testing.T, given, _ received) bool {
			return given.status == 200 && decoded(t, given.body)["next"] == "once-more"
		}},
		{"repeated-cursor", streamsPath + "&page=9", func(t *testing.T, given, _ received) bool {
			return data(t, given)["hasNext"] == true && data(t, given)["currentPage"] == 1.0
		}},
	},
	"no-data-grade": {{"no-data-grade", nativePath, func(t *testing.T, given, _ received) bool {
		health := objectOf(data(t, given)["healthData"])
		return health["healthScore"] == 0.0 && health["healthGrade"] == "No Data" && health["avSyncGrade"] == "No Data" && len(health) == 10
	}}},
}

func TestEveryMode(t *testing.T) {
	root := start(t)
	for _, row := range modes {
		if len(checks[row.name]) == 0 {
			t.Errorf("mode %s has no check", row.name)
		}
		for _, check := range checks[row.name] {
			t.Run(check.asked+" "+check.path[:4], func(t *testing.T) {
				right := get(t, root, check.path)
				given := get(t, root, "/faults/"+check.asked+check.path)
				if check.isSo(t, right, right) && check.asked != "latency=30" {
					t.Errorf("the check passes without the mode")
				}
				if !check.isSo(t, given, right) {
					t.Errorf("answered %d %v %.400s", given.status, given.header, given.body)
				}
			})
		}
	}
}

func TestLatencyHoldsTheAnswerBack(t *testing.T) {
	root := start(t)
	before := time.Now()
	get(t, root, "/faults/latency=80"+nativePath)
	if took := time.Since(before); took < 80*time.Millisecond {
		t.Errorf("answered after %s", took)
	}
}

func TestWrongDocumentsLeaveOtherAnswersAlone(t *testing.T) {
	root := start(t)
	for _, row := range []struct{ asked, path string }{
		{"ragged", "/v2/sessions/latest-call"},
		{"null-list", "/v2/sessions/latest-call"},
		{"null-list", "/api/streams/live/studio"},
		{"no-metadata", nativePath},
		{"no-health", metadataPath},
		{"unlisted", "/api/streams/live/studio"},
		{"unlisted", "/api/applications"},
		{"repeated-cursor", guestPath},
		{"ragged", nativePath},
		{"null-data", guestPath},
		{"null-document", "/api/server/info"},
		{"null-document", guestPath + "-who-is-not-there"},
	} {
		given, right := get(t, root, "/faults/"+row.asked+row.path), get(t, root, row.path)
		if given.status != right.status || string(given.body) != string(right.body) {
			t.Errorf("%s of %s answered %d %.200s", row.asked, row.path, given.status, given.body)
		}
	}
}

func TestModesWorkTogether(t *testing.T) {
	root := start(t)
	for _, asked := range []string{"null-document,null-data,no-health,no-data-grade", "null-document,unknown-fields,missing-arrays,ragged"} {
		path := nativePath
		if strings.Contains(asked, "ragged") {
			path = guestPath
		}
		if given := get(t, root, "/faults/"+asked+path); string(given.body) != "null" {
			t.Errorf("%s answered %.200s", asked, given.body)
		}
	}
	if given := get(t, root, "/faults/latency=1,unsorted,text-numbers"+guestPath); given.status != 200 || !json.Valid(given.body) {
		t.Errorf("answered %d %.200s", given.status, given.body)
	}
}

func TestUnknownModesAreRefusedWithAListOfThoseThereAre(t *testing.T) {
	root := start(t)
	for _, row := range []struct{ asked, says string }{
		{"slow", `there is no mode \"slow\"; the modes are latency=`},
		{"html,", `there is no mode \"\"; the modes are latency=`},
		{"status=418", `mode status does not take \"418\"; the modes are`},
		{"status", `mode status does not take \"\"`},
		{"latency=soon", `mode latency does not take \"soon\"`},
		{"latency=999999999", `mode latency does not take \"999999999\"`},
		{"latency=-1", `mode latency does not take \"-1\"`},
		{"retry-after=later", `mode retry-after does not take \"later\"`},
		{"html=1", `mode html does not take \"1\"`},
	} {
		given := get(t, root, "/faults/"+row.asked+nativePath)
		if given.status != 400 || !strings.Contains(string(given.body), row.says) || !strings.Contains(string(given.body), "no-data-grade") {
			t.Errorf("%s answered %d %s", row.asked, given.status, given.body)
		}
	}
}
