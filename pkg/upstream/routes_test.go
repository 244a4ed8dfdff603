package upstream

import (
	"net/url"
	"strings"
	"testing"
)

func TestTargetEncodesEachIDAsOneSegment(t *testing.T) {
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
	} {
		_, path, err := target("session", map[string]string{"session_id": id})
		if want := "/v2/sessions/" + segment; err != nil || path != want {
			t.Errorf("%q: got %q, %v, want %q", id, path, err, want)
		}
	}
}

func TestTargetPutsIDsIntoTheQuery(t *testing.T) {
	_, path, err := target("peerStats", map[string]string{"session_id": "s&peer_id=x", "peer_id": "a/b #?"})
	if want := "/v2/analytics/peer-stats?peer_id=a%2Fb+%23%3F&session_id=s%26peer_id%3Dx"; err != nil || path != want {
		t.Fatalf("got %q, %v, want %q", path, err, want)
	}
}

func TestTargetRefusesWhatIsNotListed(t *testing.T) {
	for name, asked := range map[string]struct {
		route  string
		params map[string]string
		words  string
	}{
		"an unknown route":     {"rooms/../x", nil, `there is no route "rooms/../x"`},
		"a missing parameter":  {"peerStats", map[string]string{"peer_id": "p"}, "route peerStats needs session_id"},
		"an empty parameter":   {"session", map[string]string{"session_id": ""}, "route session needs session_id"},
		"an extra parameter":   {"stormInfo", map[string]string{"x": "1", "a": "2"}, `route stormInfo takes no parameter "a"`},
		"a dot":                {"session", map[string]string{"session_id": "."}, `session_id of route session is ".", which a path cannot hold`},
		"the folder above":     {"substream", map[string]string{"app": "..", "streamKey": "k", "substream": "s"}, `app of route substream is "..", which a path cannot hold`},
		"a parameter of path":  {"session", map[string]string{"session_id": "s", "path": "/x"}, `route session takes no parameter "path"`},
		"no parameters at all": {"substream", nil, "route substream needs app"},
	} {
		_, path, err := target(asked.route, asked.params)
		if err == nil || err.Error() != asked.words {
			t.Errorf("%s: got %q, %v, want %q", name, path, err, asked.words)
		}
	}
}

// Whatever the IDs, the path has the route's own segments and nothing but one segment for each ID.
func FuzzPath(f *testing.F) {
	f.Add("edge", "f1", "native")
	f.Add("a/../b", "%2e%2e", "?x#y")
	f.Add("..;", "\x00", "http://other.example/")
	f.Fuzz(func(t *testing.T, app, stream, substream string) {
		_, path, err := target("substream", map[string]string{"app": app, "streamKey": stream, "substream": substream})
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
