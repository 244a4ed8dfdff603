// Package routes is the allow list: the few requests that may be sent to an upstream, their URLs, and the kept fields
// of their answers.
package routes

import (
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/fields"
)

// Route is one allowed kind of request. Users with query permission can reach these paths with the instance's token,
// and no other.
type Route struct {
	Name    string
	Service protocol.Service
	// path has `{name}` for a parameter, which becomes one encoded segment.
	path string
	// query lists the parameters in the query string, optional those of them that may be absent.
	query    []string
	optional []string
	// repeated is a parameter that is sent once for each item of its value, a list with commas. Empty if there is none.
	repeated string
	// fresh is the TTL of an answer: panels and viewers that load together share one request, and stats that are not
	// available yet are not requested all the time.
	fresh time.Duration
	// isFinalOnceEnded is set if an answer with samples is that of an ended session, which never changes.
	isFinalOnceEnded bool
	// Fields are the kept fields of an answer with status 200.
	Fields *fields.KeepList
	// IsForHealth is set for a route that viewers cannot use: its answer has more than a query needs.
	IsForHealth bool
}

// list is the TTL of lists, and of other answers that change now and then.
const list = 15 * time.Second

// all is the whole allow list. Each route is a GET.
var all = byName(
	Route{
		Name: "rooms", Service: protocol.HundredMS, path: "/v2/rooms", query: []string{"limit"}, optional: []string{"name", "start"}, fresh: list,
		Fields: roomFields,
	},
	Route{
		Name: "sessions", Service: protocol.HundredMS, path: "/v2/sessions", query: []string{"active", "limit"},
		optional: []string{"after", "before", "room_id", "start"}, fresh: list, Fields: sessionsFields,
	},
	Route{Name: "session", Service: protocol.HundredMS, path: "/v2/sessions/{session_id}", fresh: list, Fields: sessionFields},
	Route{
		Name: "events", Service: protocol.HundredMS, path: "/v2/analytics/events", query: []string{"limit", "room_id"},
		optional: []string{"error", "peer_id", "session_id", "start", "type"}, repeated: "type", fresh: list, Fields: eventFields,
	},
	Route{
		Name: "peerStats", Service: protocol.HundredMS, path: "/v2/analytics/peer-stats", query: []string{"peer_id", "session_id"},
		fresh: 30 * time.Second, isFinalOnceEnded: true, Fields: peerStatsFields,
	},

	Route{Name: "stormInfo", Service: protocol.Storm, path: "/server/info", fresh: list, IsForHealth: true, Fields: infoFields},
	Route{
		Name: "applications", Service: protocol.Storm, path: "/applications", query: []string{"page", "rowsPerPage"}, fresh: list,
		Fields: applicationFields,
	},
	Route{Name: "streams", Service: protocol.Storm, path: "/streams", query: []string{"page", "rowsPerPage"}, fresh: list, Fields: streamsFields},
	Route{Name: "stream", Service: protocol.Storm, path: "/streams/{app}/{streamKey}", fresh: list, Fields: streamFields},
	Route{
		Name: "substream", Service: protocol.Storm, path: "/streams/{app}/{streamKey}/{substream}", fresh: time.Second, Fields: substreamFields,
	},
	Route{
		Name: "metadata", Service: protocol.Storm, path: "/streams/{app}/{streamKey}/{substream}/metadata", fresh: list, Fields: metadataFields,
	},
	Route{
		Name: "journal", Service: protocol.Storm, path: "/streams/{app}/{streamKey}/{substream}/journal", query: []string{"page", "rowsPerPage"},
		fresh: list, Fields: journalFields,
	},
)

func byName(routes ...Route) map[string]Route {
	table := map[string]Route{}
	for _, route := range routes {
		table[route.Name] = route
	}
	return table
}

// All returns the routes, sorted by name.
func All() iter.Seq[Route] {
	return func(yield func(Route) bool) {
		for _, name := range slices.Sorted(maps.Keys(all)) {
			if !yield(all[name]) {
				return
			}
		}
	}
}

// Fields returns the kept fields of a route's answers with status 200.
func Fields(name string) *fields.KeepList { return all[name].Fields }

// IsForHealth reports whether only Save & test may use a route.
func IsForHealth(name string) bool { return all[name].IsForHealth }
