package upstream

import "time"

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
	// query lists the parameters that stand in the query string, optional those of them that may be absent.
	query    []string
	optional []string
	// repeated is a parameter that is sent once for each item of its value, a list with commas. Empty where there is none.
	repeated string
	// fresh is how long an answer is given again to whoever asks for the same: panels and viewers that load together make one request,
	// and stats that are not there yet are not asked for all the time.
	fresh time.Duration
	// isOfEnded says that there is an answer only once the session has ended.
	isOfEnded bool
	// private are the fields that hold what is personal, which leaves each answer before anybody is given it.
	private map[string]privacy
	// isForHealth keeps a route from viewers: its answer tells more than a query needs.
	isForHealth bool
}

// routes is the whole allow list. Each is a GET.
var routes = map[string]route{
	"rooms":    {service: HundredMS, path: "/v2/rooms", query: []string{"limit"}, optional: []string{"name", "start"}, fresh: 15 * time.Second},
	"sessions": {service: HundredMS, path: "/v2/sessions", query: []string{"active", "limit"}, optional: []string{"after", "before", "room_id", "start"}, fresh: 15 * time.Second},
	"session":  {service: HundredMS, path: "/v2/sessions/{session_id}", fresh: 15 * time.Second},
	"events": {
		service: HundredMS, path: "/v2/analytics/events", query: []string{"limit", "room_id"},
		optional: []string{"error", "peer_id", "session_id", "start", "type"}, repeated: "type", fresh: 15 * time.Second,
		// Clients write their own addresses and those of others into both. Source: 100ms "Error events".
		private: map[string]privacy{"error_description": leftOut, "error_message": unaddressed},
	},
	"peerStats": {service: HundredMS, path: "/v2/analytics/peer-stats", query: []string{"peer_id", "session_id"}, fresh: 30 * time.Second, isOfEnded: true},

	"stormInfo":    {service: Storm, path: "/server/info", fresh: 15 * time.Second, isForHealth: true},
	"applications": {service: Storm, path: "/applications", query: []string{"page", "rowsPerPage"}, fresh: 15 * time.Second},
	"streams":      {service: Storm, path: "/streams", query: []string{"page", "rowsPerPage"}, fresh: 15 * time.Second},
	"stream":       {service: Storm, path: "/streams/{app}/{streamKey}", fresh: 15 * time.Second},
	"substream":    {service: Storm, path: "/streams/{app}/{streamKey}/{substream}", fresh: time.Second},
	"metadata":     {service: Storm, path: "/streams/{app}/{streamKey}/{substream}/metadata", fresh: 15 * time.Second},
	"journal":      {service: Storm, path: "/streams/{app}/{streamKey}/{substream}/journal", query: []string{"page", "rowsPerPage"}, fresh: 15 * time.Second},
}

// IsForHealth tells whether a route is for Save & test alone.
func IsForHealth(name string) bool { return routes[name].isForHealth }
