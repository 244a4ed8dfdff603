// Package demo invents the answers of 100ms and Storm: good and bad calls in four rooms, and a server with 43 streams.
// tables.json lists the people, rooms and streams. An answer depends only on the request and the current second, so
// requests within one second agree and an ended call never changes.
package demo

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"
)

const (
	minute = 60
	hour   = 60 * minute
	day    = 24 * hour
)

type transport struct{ now func() time.Time }

// NewTransport returns a transport that opens no connection. It answers GET `/v2/…` as 100ms and GET `/api/…` as Storm,
// for any host. It fails only when the request's context ends.
func NewTransport(now func() time.Time) http.RoundTripper {
	return transport{now}
}

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_ = r.Body.Close()
	}
	if err := context.Cause(r.Context()); err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	header := http.Header{"Content-Type": {"application/json"}}
	response := stormError(http.StatusMethodNotAllowed, "Method not allowed")
	if r.Method == http.MethodGet || r.Method == "" {
		response = respond(r.URL, t.now())
	} else {
		header.Set("Allow", http.MethodGet)
	}
	body, err := json.Marshal(response.document)
	if err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	return &http.Response{
		Status: fmt.Sprintf("%d %s", response.status, http.StatusText(response.status)), StatusCode: response.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: header, Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body)), Request: r,
	}, nil
}

// request has the path's segments after `/v2/` or `/api/`, and the time in seconds since the epoch.
type request struct {
	segments []string
	query    url.Values
	now      int64
}

type answer struct {
	status   int
	document object
}

var routes = []struct {
	pattern string
	answer  func(request) answer
}{
	{"/v2/analytics/peer-stats", peerStatsAnswer},
	{"/v2/analytics/events", eventsAnswer},
	{"/v2/recordings", recordingsAnswer},
	{"/v2/recordings/*", recordingAnswer},
	{"/v2/rooms", roomsAnswer},
	{"/v2/rooms/*", roomAnswer},
	{"/v2/sessions", sessionsAnswer},
	{"/v2/sessions/*", sessionAnswer},
	{"/api/server/info", serverInfoAnswer},
	{"/api/statistics/server-metrics", serverMetricsAnswer},
	{"/api/applications", applicationsAnswer},
	{"/api/streams", streamsAnswer},
	{"/api/streams/*/*", onSubstream(streamAnswer)},
	{"/api/streams/*/*/viewers", viewersAnswer},
	{"/api/streams/*/*/*", onSubstream(substreamAnswer)},
	{"/api/streams/*/*/*/journal", onSubstream(journalAnswer)},
	{"/api/streams/*/*/*/metadata", onSubstream(metadataAnswer)},
}

func respond(address *url.URL, now time.Time) answer {
	escaped := address.EscapedPath()
	for _, route := range routes {
		if isMatch, err := path.Match(route.pattern, escaped); err != nil || !isMatch {
			continue
		}
		segments := strings.Split(escaped, "/")[2:]
		for i := range segments {
			segments[i], _ = url.PathUnescape(segments[i])
		}
		// A session ID has 32 bits for its time.
		return route.answer(request{segments, address.Query(), min(max(now.Unix(), 0), math.MaxUint32)})
	}
	if strings.HasPrefix(escaped, "/v2/") {
		return hundredmsError(http.StatusNotFound, "not found")
	}
	return stormError(http.StatusNotFound, "Not found")
}

// number returns a parameter as a whole number from 1 on, or the byDefault.
func (r request) number(name string, byDefault int) int {
	if value, err := strconv.Atoi(r.query.Get(name)); err == nil && value > 0 {
		return value
	}
	return byDefault
}

// instant returns a parameter as seconds since the epoch, or the byDefault.
func (r request) instant(name string, byDefault int64) int64 {
	if at, err := time.Parse(time.RFC3339, r.query.Get(name)); err == nil {
		return at.Unix()
	}
	return byDefault
}

func iso(milliseconds int64) string {
	return time.UnixMilli(milliseconds).UTC().Format("2006-01-02T15:04:05.000Z")
}

func hundredmsError(status int, message string, details ...string) answer {
	return answer{status, object{"code": status, "message": message, "details": append([]string{}, details...)}}
}

func stormError(status int, message string) answer {
	return answer{status, object{"message": message}}
}

type object = map[string]any

// with returns a copy of a document with more members.
func with(document object, members ...object) object {
	document = maps.Clone(document)
	for _, each := range members {
		maps.Copy(document, each)
	}
	return document
}

//go:embed tables.json
var source []byte

// tables has the content of tables.json.
var tables = func() (read struct {
	Rooms    []*room
	Standup  []peer
	Cities   []string
	Networks map[string]network
	Layers   map[string][]layer
	// Errors are what clients report. Source: 100ms "Error Events".
	Errors map[string]struct {
		Type string
		Data object
	}
	// Metrics lists what tracks report, by side and kind. Source: 100ms "Peer Quality Stats".
	Metrics map[string]map[string][]string
	Streams []*stream
	// Health has the mean of each value of `healthData`, its deviation and its grade.
	Health map[string][]struct {
		Name           string
		Middle, Spread float64
		Is             string
	}
	// Journal has notes of a pipeline: seconds to wait, the message, and the state after it.
	Journal map[string][][]struct {
		After          int64
		Message, State string
	}
	// Qualities has the metadata of substreams, by name.
	Qualities            map[string]object
	Agents, Applications []object

	RoomDocument, ServerInfo, StreamDocument, SubstreamDocument, MetadataDocument object
}) {
	if err := json.Unmarshal(source, &read); err != nil {
		panic(err)
	}
	return read
}()
