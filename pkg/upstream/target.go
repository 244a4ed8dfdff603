package upstream

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// target gives a route's path and query string with its parameters in place, encoded. Storm's path does not have the prefix yet.
// Fails, in words for whoever wrote the request, on a route that is not listed, on parameters other than its own, and on an ID that
// cannot be one path segment.
func target(name string, params map[string]string) (route, string, error) {
	asked, isListed := routes[name]
	if !isListed {
		return route{}, "", fmt.Errorf("there is no route %q", name)
	}
	path, err := pathOf(name, asked, params)
	if err != nil {
		return route{}, "", err
	}
	query, err := queryOf(name, asked, params)
	if err != nil {
		return route{}, "", err
	}
	if extra := unknown(asked, params); extra != "" {
		return route{}, "", fmt.Errorf("route %s takes no parameter %q", name, extra)
	}
	if led := ledToViewers(path); asked.service == Storm && led != "" {
		return route{}, "", fmt.Errorf("behind a stream, %q is the path of Storm's list of viewers, with people's addresses, and no name of a substream", led)
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return asked, path, nil
}

// pathOf puts each ID in its place, as one encoded segment.
func pathOf(name string, asked route, params map[string]string) (string, error) {
	segments := strings.Split(asked.path, "/")
	for i, segment := range segments {
		param, isParam := parameter(segment)
		if !isParam {
			continue
		}
		value, err := required(name, params, param)
		if err != nil {
			return "", err
		}
		if slices.ContainsFunc(strings.FieldsFunc(value, isSlash), isDots) {
			return "", fmt.Errorf("%s %q has a part of dots alone, which leads to another path", param, value)
		}
		segments[i] = url.PathEscape(value)
	}
	return strings.Join(segments, "/"), nil
}

func queryOf(name string, asked route, params map[string]string) (url.Values, error) {
	query := url.Values{}
	for _, param := range asked.query {
		value, err := required(name, params, param)
		if err != nil {
			return nil, err
		}
		query.Set(param, value)
	}
	for _, param := range asked.optional {
		value, isThere := params[param]
		if !isThere {
			continue
		}
		values := []string{value}
		if param == asked.repeated {
			values = strings.Split(value, ",")
		}
		if slices.Contains(values, "") {
			return nil, fmt.Errorf("route %s has an empty %s: leave it out", name, param)
		}
		query[param] = values
	}
	return query, nil
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

// unknown gives the first parameter, by name, that a route does not take, empty where there is none.
func unknown(asked route, params map[string]string) string {
	var extra []string
	for param := range params {
		if !slices.Contains(asked.query, param) && !slices.Contains(asked.optional, param) && !strings.Contains(asked.path, "{"+param+"}") {
			extra = append(extra, param)
		}
	}
	slices.Sort(extra)
	return strings.Join(extra[:min(1, len(extra))], "")
}

// isSlash tells what a proxy or server can take for a slash once it has decoded it.
func isSlash(r rune) bool { return r == '/' || r == '\\' }

func isDots(part string) bool { return part == "." || part == ".." }

// viewers is a segment that a server can take for the name of its viewer list: in any case, and with what servers cut off around it.
// A name that goes on, such as viewers-choice, is another name.
var viewers = regexp.MustCompile(`(?i)^[^\pL\pN]*viewers($|[^\pL\pN_-])`)

// ledToViewers gives what of a path of a stream, its slashes decoded as a proxy may, is the viewer list behind the stream's key; empty where
// nothing is. Source: Storm "Stream Viewers", GET /streams/{app}/{streamKey}/viewers.
func ledToViewers(path string) string {
	decoded, err := url.PathUnescape(path)
	if err != nil {
		return path
	}
	_, ids, _ := strings.Cut(decoded, "/streams/")
	segments := strings.FieldsFunc(ids, isSlash)
	behind := segments[min(2, len(segments)):]
	if led := slices.IndexFunc(behind, viewers.MatchString); led >= 0 {
		return behind[led]
	}
	return ""
}
