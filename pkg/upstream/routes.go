package upstream

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Service is what one data source instance talks to.
type Service string

// The services. Demo answers the routes of the two others from a generator.
const (
	HundredMS Service = "100ms"
	Storm     Service = "storm"
	Demo      Service = "demo"
)

// route is one of the few things that can be asked for. Whoever may query reaches these paths and no other with the workspace's token.
type route struct {
	service Service
	// path holds `{name}` where a parameter stands as one encoded segment.
	path string
	// query lists the parameters that stand in the query string.
	query []string
	// fresh is how long an answer is given again to whoever asks for the same: panels and viewers that load together make one request,
	// and stats that are not there yet are not asked for all the time.
	fresh time.Duration
	// isOfEnded says that there is an answer only once the session has ended.
	isOfEnded bool
	// isForHealth keeps a route from viewers: its answer tells more than a query needs.
	isForHealth bool
}

// routes is the whole allow list. Each is a GET.
var routes = map[string]route{
	"peerStats": {service: HundredMS, path: "/v2/analytics/peer-stats", query: []string{"peer_id", "session_id"}, fresh: 30 * time.Second, isOfEnded: true},
	"session":   {service: HundredMS, path: "/v2/sessions/{session_id}", fresh: 15 * time.Second},
	"substream": {service: Storm, path: "/streams/{app}/{streamKey}/{substream}", fresh: time.Second},
	"stormInfo": {service: Storm, path: "/server/info", fresh: 15 * time.Second, isForHealth: true},
}

// IsForHealth tells whether a route is for Save & test alone.
func IsForHealth(name string) bool { return routes[name].isForHealth }

// target gives a route's path and query string with its parameters in place, encoded. Storm's path does not have the prefix yet.
// Fails, in words for whoever wrote the request, on a route that is not listed, on parameters other than its own, and on an ID that
// cannot be one path segment.
func target(name string, params map[string]string) (route, string, error) {
	asked, isListed := routes[name]
	if !isListed {
		return route{}, "", fmt.Errorf("there is no route %q", name)
	}
	inPath := 0
	segments := strings.Split(asked.path, "/")
	for i, segment := range segments {
		param, isParam := parameter(segment)
		if !isParam {
			continue
		}
		value, err := required(name, params, param)
		if err != nil {
			return route{}, "", err
		}
		if value == "." || value == ".." {
			return route{}, "", fmt.Errorf("%s of route %s is %q, which a path cannot hold", param, name, value)
		}
		segments[i] = url.PathEscape(value)
		inPath++
	}
	query := url.Values{}
	for _, param := range asked.query {
		value, err := required(name, params, param)
		if err != nil {
			return route{}, "", err
		}
		query.Set(param, value)
	}
	if len(params) > inPath+len(asked.query) {
		return route{}, "", fmt.Errorf("route %s takes no parameter %q", name, unknown(asked, params))
	}
	path := strings.Join(segments, "/")
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return asked, path, nil
}

// parameter gives the name of a path segment that is one.
func parameter(segment string) (string, bool) {
	name, opens := strings.CutPrefix(segment, "{")
	name, closes := strings.CutSuffix(name, "}")
	return name, opens && closes
}

func required(name string, params map[string]string, param string) (string, error) {
	if params[param] == "" {
		return "", fmt.Errorf("route %s needs %s", name, param)
	}
	return params[param], nil
}

// unknown gives the first parameter, by name, that a route does not take.
func unknown(asked route, params map[string]string) string {
	var extra []string
	for param := range params {
		if !slices.Contains(asked.query, param) && !strings.Contains(asked.path, "{"+param+"}") {
			extra = append(extra, param)
		}
	}
	slices.Sort(extra)
	return strings.Join(extra[:min(1, len(extra))], "")
}
