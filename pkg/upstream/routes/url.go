package routes

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// Find returns a route, and its path and query string with the encoded parameters. Storm's path has no prefix yet. It
// fails, with a message for the author of the request, on an unknown route, on parameters other than those of the
// route, and on an ID that cannot be one path segment.
func Find(name string, params map[string]string) (route Route, path string, err error) {
	route, isListed := all[name]
	if !isListed {
		return Route{}, "", fmt.Errorf("there is no route %q", name)
	}
	if path, err = route.pathOf(params); err != nil {
		return Route{}, "", err
	}
	query, err := route.queryOf(params)
	if err != nil {
		return Route{}, "", err
	}
	if unknown := route.unknownParams(params); len(unknown) > 0 {
		return Route{}, "", fmt.Errorf("route %s takes no parameter %q", name, slices.Min(unknown))
	}
	ids := path
	if route.IsPrivate {
		ids = strings.TrimSuffix(path, viewersPath)
	}
	if segment := viewerList(ids); route.Service == protocol.Storm && segment != "" {
		return Route{}, "", fmt.Errorf("%q cannot be the name of a substream: it is the path of Storm's viewer list, which has people's addresses", segment)
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return route, path, nil
}

// unknownParams returns the names of the parameters that are not the route's, in any order.
func (r Route) unknownParams(params map[string]string) (unknown []string) {
	for param := range params {
		if !slices.Contains(r.query, param) && !slices.Contains(r.optional, param) && !strings.Contains(r.path, "{"+param+"}") {
			unknown = append(unknown, param)
		}
	}
	return unknown
}

// pathOf returns the path with each ID as one encoded segment.
func (r Route) pathOf(params map[string]string) (string, error) {
	segments := strings.Split(r.path, "/")
	for i, segment := range segments {
		param, isParam := parameter(segment)
		if !isParam {
			continue
		}
		value, err := r.required(params, param)
		if err != nil {
			return "", err
		}
		for part := range strings.FieldsFuncSeq(value, isSlash) {
			if isDots(part) {
				return "", fmt.Errorf(`%s %q contains the path segment "." or ".."`, param, value)
			}
		}
		segments[i] = url.PathEscape(value)
	}
	return strings.Join(segments, "/"), nil
}

func (r Route) queryOf(params map[string]string) (url.Values, error) {
	query := url.Values{}
	for _, param := range r.query {
		value, err := r.required(params, param)
		if err != nil {
			return nil, err
		}
		query.Set(param, value)
	}
	for _, param := range r.optional {
		value, isSet := params[param]
		if !isSet {
			continue
		}
		values := []string{value}
		if param == r.repeated {
			values = strings.Split(value, ",")
		}
		if slices.Contains(values, "") {
			return nil, fmt.Errorf("route %s has an empty %s: leave it out", r.Name, param)
		}
		query[param] = values
	}
	return query, nil
}

// parameter returns the name of the parameter in a path segment; false if the segment is none.
func parameter(segment string) (string, bool) {
	name, opens := strings.CutPrefix(segment, "{")
	name, closes := strings.CutSuffix(name, "}")
	return name, opens && closes
}

func (r Route) required(params map[string]string, param string) (string, error) {
	if params[param] == "" {
		return "", fmt.Errorf("route %s needs %s", r.Name, param)
	}
	return params[param], nil
}

// isSlash reports whether a proxy or server can treat a decoded character as a slash.
func isSlash(r rune) bool { return r == '/' || r == '\\' }

func isDots(part string) bool { return part == "." || part == ".." }

// viewersPath is the end of the path of a stream's list of viewers. Only its own route has it.
const viewersPath = "/viewers"

// viewers matches a segment that a server can treat as the name of its viewer list: in upper or lower case, and with
// characters around it that servers cut off. A longer name, such as viewers-choice, is another name.
var viewers = regexp.MustCompile(`(?i)^[^\pL\pN]*viewers($|[^\pL\pN_-])`)

// viewerList returns the segment of a stream's path that names the viewer list after the stream's key; empty if none
// does. A proxy may decode slashes, so they count as decoded. Source: Storm "Stream Viewers", GET
// /streams/{app}/{streamKey}/viewers.
func viewerList(path string) string {
	decoded, err := url.PathUnescape(path)
	if err != nil {
		return path
	}
	_, ids, _ := strings.Cut(decoded, "/streams/")
	segments := strings.FieldsFunc(ids, isSlash)
	behind := segments[min(2, len(segments)):]
	if at := slices.IndexFunc(behind, viewers.MatchString); at >= 0 {
		return behind[at]
	}
	return ""
}
