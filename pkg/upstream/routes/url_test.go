package routes

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
)

func TestFindEncodesEachIDAsOneSegment(t *testing.T) {
	for id, segment := range map[string]string{
		"live":      "live",
		"a/b":       "a%2Fb",
		"a%2fb":     "a%252fb",
		"a?b#c":     "a%3Fb%23c",
		"a b":       "a%20b",
		"..%2f..":   "..%252f..",
		"a;b":       "a%3Bb",
		"\x00":      "%00",
		"é":         "%C3%A9",
		"...":       "...",
		"{session}": "%7Bsession%7D",
		"$a[[b]]🎉":  "$a%5B%5Bb%5D%5D%F0%9F%8E%89",
	} {
		_, path, err := Find("session", map[string]string{"session_id": id})
		if want := "/v2/sessions/" + segment; err != nil || path != want {
			t.Errorf("%q: got %q, %v, want %q", id, path, err, want)
		}
	}
}

func TestFindPutsIDsIntoTheQuery(t *testing.T) {
	_, path, err := Find("peerStats", map[string]string{"session_id": "s&peer_id=x", "peer_id": "a/b #?"})
	if want := "/v2/analytics/peer-stats?peer_id=a%2Fb+%23%3F&session_id=s%26peer_id%3Dx"; err != nil || path != want {
		t.Fatalf("got %q, %v, want %q", path, err, want)
	}
}

func TestFindAcceptsOptionalParametersAndRepeatsLists(t *testing.T) {
	for want, asked := range map[string]struct {
		route  string
		params map[string]string
	}{
		"/v2/rooms?limit=100":                           {"rooms", map[string]string{"limit": "100"}},
		"/v2/rooms?limit=10&name=A+%26+B&start=d3e0":    {"rooms", map[string]string{"limit": "10", "name": "A & B", "start": "d3e0"}},
		"/v2/sessions?active=false&limit=100&room_id=r": {"sessions", map[string]string{"active": "false", "limit": "100", "room_id": "r"}},
		"/v2/sessions?active=true&after=2026-11-22T00%3A00%3A00.000Z&before=2026-11-23T00%3A00%3A00.000Z&limit=10&start=s": {"sessions", map[string]string{
			"active": "true", "limit": "10", "after": "2026-11-22T00:00:00.000Z", "before": "2026-11-23T00:00:00.000Z", "start": "s",
		}},
		"/v2/analytics/events?limit=100&room_id=r": {"events", map[string]string{"room_id": "r", "limit": "100"}},
		"/v2/analytics/events?error=true&limit=1&peer_id=p&room_id=r&session_id=s&start=n&type=client.disconnected&type=a%26type%3Db": {"events", map[string]string{
			"room_id": "r", "limit": "1", "session_id": "s", "peer_id": "p", "type": "client.disconnected,a&type=b", "error": "true", "start": "n",
		}},
		"/applications?page=1&rowsPerPage=50":                   {"applications", map[string]string{"page": "1", "rowsPerPage": "50"}},
		"/streams?page=2&rowsPerPage=50":                        {"streams", map[string]string{"page": "2", "rowsPerPage": "50"}},
		"/streams/live/a%2Fb":                                   {"stream", map[string]string{"app": "live", "streamKey": "a/b"}},
		"/streams/live/a%2Fb/x%20y/metadata":                    {"metadata", map[string]string{"app": "live", "streamKey": "a/b", "substream": "x y"}},
		"/streams/live/f1/native/journal?page=1&rowsPerPage=20": {"journal", map[string]string{"app": "live", "streamKey": "f1", "substream": "native", "page": "1", "rowsPerPage": "20"}},
	} {
		_, path, err := Find(asked.route, asked.params)
		if err != nil || path != want {
			t.Errorf("%s: got %q, %v, want %q", asked.route, path, err, want)
		}
	}
}

// The path of Storm's list of viewers, which has their addresses, is that of a substream with the name `viewers`. Only
// the route `viewers` has it, at its end.
func TestFindNeverLeadsToViewers(t *testing.T) {
	words := func(led string) string {
		return fmt.Sprintf("%q cannot be the name of a substream: it is the path of Storm's viewer list, which has people's addresses", led)
	}
	for ids, led := range map[[3]string]string{
		{"live", "f1", "viewers"}:              "viewers",
		{"live", "f1", "Viewers"}:              "Viewers",
		{"live", "f1", " viewers"}:             " viewers",
		{"live", "f1", "viewers "}:             "viewers ",
		{"live", "f1", "viewers\x00"}:          "viewers\x00",
		{"live", "f1", "viewers;jsessionid=1"}: "viewers;jsessionid=1",
		{"live", "f1", "viewers.json"}:         "viewers.json",
		{"live", "f1", "viewers/"}:             "viewers",
		{"live", "f1", "viewers?page=1"}:       "viewers?page=1",
		// A proxy in front of a server may treat an encoded slash as a slash.
		{"live", "f1", "/viewers"}:       "viewers",
		{"live", "f1", "native/viewers"}: "viewers",
		{"live", "f1/viewers", "x"}:      "viewers",
		{"live/f1", "viewers", "x"}:      "viewers",
		{"live/f1/viewers", "x", "y"}:    "viewers",
		{"live", "f1\\viewers", "x"}:     "viewers",
	} {
		params := map[string]string{"app": ids[0], "streamKey": ids[1], "substream": ids[2]}
		for _, name := range []string{"substream", "metadata"} {
			if _, path, err := Find(name, params); err == nil || err.Error() != words(led) {
				t.Errorf("%s %q: got %q, %v", name, ids, path, err)
			}
		}
		params["page"], params["rowsPerPage"] = "1", "20"
		if _, path, err := Find("journal", params); err == nil || err.Error() != words(led) {
			t.Errorf("journal %q: got %q, %v", ids, path, err)
		}
	}
	list := func(app, key string) (string, error) {
		_, path, err := Find("viewers", map[string]string{"app": app, "streamKey": key, "systemClients": "true", "page": "1", "rowsPerPage": "20"})
		return path, err
	}
	if path, err := list("live", "viewers"); err != nil || path != "/streams/live/viewers/viewers?page=1&rowsPerPage=20&systemClients=true" {
		t.Errorf("viewers: got %q, %v", path, err)
	}
	for _, ids := range [][2]string{{"live", "f1/viewers"}, {"live/f1", "viewers"}, {"live/f1", "viewers/stats?"}} {
		if path, err := list(ids[0], ids[1]); err == nil || err.Error() != words("viewers") {
			t.Errorf("viewers %q: got %q, %v", ids, path, err)
		}
	}
	for _, ids := range [][2]string{{"live", "f1/viewers"}, {"live/f1", "viewers"}} {
		if _, path, err := Find("stream", map[string]string{"app": ids[0], "streamKey": ids[1]}); err == nil || err.Error() != words("viewers") {
			t.Errorf("stream %q: got %q, %v", ids, path, err)
		}
	}
	for _, ids := range [][3]string{{"live", "f1", "viewers-choice"}, {"viewers", "viewers", "native"}, {"live", "f1", "overviewers"}, {"live", "f1", "viewers2"}} {
		if _, _, err := Find("substream", map[string]string{"app": ids[0], "streamKey": ids[1], "substream": ids[2]}); err != nil {
			t.Errorf("%q is a name: %v", ids, err)
		}
	}
}

func TestFindRefusesUnlistedRequests(t *testing.T) {
	for name, asked := range map[string]struct {
		route  string
		params map[string]string
		words  string
	}{
		"an unknown route":     {"rooms/../x", nil, `there is no route "rooms/../x"`},
		"a missing parameter":  {"peerStats", map[string]string{"peer_id": "p"}, "route peerStats needs session_id"},
		"an empty parameter":   {"session", map[string]string{"session_id": ""}, "route session needs session_id"},
		"an extra parameter":   {"stormInfo", map[string]string{"x": "1", "a": "2"}, `route stormInfo takes no parameter "a"`},
		"a dot":                {"session", map[string]string{"session_id": "."}, `session_id "." contains the path segment "." or ".."`},
		"the folder above":     {"substream", map[string]string{"app": "..", "streamKey": "k", "substream": "s"}, `app ".." contains the path segment "." or ".."`},
		"a parameter of path":  {"session", map[string]string{"session_id": "s", "path": "/x"}, `route session takes no parameter "path"`},
		"no parameters at all": {"substream", nil, "route substream needs app"},
		"a folder within":      {"session", map[string]string{"session_id": "s/../../rooms"}, `session_id "s/../../rooms" contains the path segment "." or ".."`},
		"a dot, as on Windows": {"stream", map[string]string{"app": "a\\..\\b", "streamKey": "k"}, `app "a\\..\\b" contains the path segment "." or ".."`},
		"a part of its path":   {"metadata", map[string]string{"app": "a", "streamKey": "k", "substream": "s/../x"}, `substream "s/../x" contains the path segment "." or ".."`},
		"a page of no list":    {"metadata", map[string]string{"app": "a", "streamKey": "k", "substream": "s", "page": "1"}, `route metadata takes no parameter "page"`},
		"metadata of a stream": {"metadata", map[string]string{"app": "a", "streamKey": "k"}, "route metadata needs substream"},
		"a list without limit": {"rooms", nil, "route rooms needs limit"},
		"ended or not":         {"sessions", map[string]string{"limit": "100"}, "route sessions needs active"},
		"an empty option":      {"rooms", map[string]string{"limit": "100", "start": ""}, "route rooms has an empty start: leave it out"},
		"an empty type":        {"events", map[string]string{"room_id": "r", "limit": "100", "type": "a,,b"}, "route events has an empty type: leave it out"},
		"another's option":     {"rooms", map[string]string{"limit": "100", "active": "true"}, `route rooms takes no parameter "active"`},
		"an unlisted option":   {"events", map[string]string{"room_id": "r", "limit": "100", "user_id": "u"}, `route events takes no parameter "user_id"`},
		"a page of no size":    {"journal", map[string]string{"app": "a", "streamKey": "k", "substream": "s", "page": "1"}, "route journal needs rowsPerPage"},
	} {
		_, path, err := Find(asked.route, asked.params)
		if err == nil || err.Error() != asked.words {
			t.Errorf("%s: got %q, %v, want %q", name, path, err, asked.words)
		}
	}
}

// For any IDs, the path has the route's own segments and exactly one segment for each ID.
func FuzzPath(f *testing.F) {
	f.Add("edge", "f1", "native")
	f.Add("a/../b", "%2e%2e", "?x#y")
	f.Add("..;", "\x00", "http://other.example/")
	f.Add("live", "f1", "%76iewers")
	f.Add("live", "f1", "viewers%2f..%2fviewers")
	f.Fuzz(func(t *testing.T, app, stream, substream string) {
		_, path, err := Find("substream", map[string]string{"app": app, "streamKey": stream, "substream": substream})
		if err != nil {
			return
		}
		parsed, err := url.ParseRequestURI("http://storm.test/api" + path)
		if err != nil {
			t.Fatal(err)
		}
		if parsed.Host != "storm.test" || parsed.RawQuery != "" || parsed.Fragment != "" {
			t.Fatalf("%q leads to %v", path, parsed)
		}
		segments := strings.Split(parsed.EscapedPath(), "/")
		if len(segments) != 6 || segments[1] != "api" || segments[2] != "streams" {
			t.Fatalf("%q has the segments %q", path, segments)
		}
		for i, id := range []string{app, stream, substream} {
			if read, err := url.PathUnescape(segments[i+3]); err != nil || read != id {
				t.Fatalf("%q arrives as %q, %v", id, read, err)
			}
			if segment := segments[i+3]; segment == "." || segment == ".." {
				t.Fatalf("%q climbs", path)
			}
		}
	})
}
