// Package routes is the allow list: the few requests that may be sent to an upstream, their URLs, and the kept fields
// of their answers.
package routes

import (
	_ "embed"
	"encoding/json"
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
	// Name and Service are those of its row in routes.json, which the core reads too.
	Name    string
	Service protocol.Service
	// path has `{name}` for a parameter, which becomes one encoded segment.
	path string
	// query lists the parameters in the query string, optional those of them that may be absent.
	query    []string
	optional []string
	// repeated is a parameter that is sent once for each item of its value, a list with commas. Empty if there is none.
	repeated string
	// ttl is the TTL of an answer: panels and viewers that load together share one request, and stats that are not
	// available yet are not requested all the time.
	ttl time.Duration
	// isFinalOnceEnded is set if an answer with samples is that of an ended session, which never changes.
	isFinalOnceEnded bool
	// Fields are the kept fields of an answer with status 200.
	Fields *fields.KeepList
	// IsPrivate is set if answers have data of people. A body that is not JSON is dropped whole, and only the setting
	// `viewers` allows the requests.
	IsPrivate bool
}

// listTTL is the TTL of lists, and of other answers that change now and then.
const listTTL = 15 * time.Second

// specs has a row for each route but `live`, which pkg/live answers. Each is a GET. A kept field is one that a decoder
// in src/core/hundredms or src/core/storm reads; without it the field is null in every query. A test in pkg/plugin runs
// all shared cases with and without these keep-lists.
var specs = map[string]Route{
	"rooms": {
		path: "/v2/rooms", query: []string{"limit"}, optional: []string{"name", "start"}, ttl: listTTL,
		Fields: keep([]string{"limit", "last"}, fields.Below("data[]", "id", "name", "enabled")),
	},
	"room": {path: "/v2/rooms/{room_id}", ttl: listTTL, Fields: keep([]string{"id", "name", "enabled"})},
	"sessions": {
		path: "/v2/sessions", query: []string{"active", "limit"}, optional: []string{"after", "before", "room_id", "start"}, ttl: listTTL,
		Fields: keep([]string{"limit", "last"}, fields.Below("data[]", sessionFields...), peersBelow("data[].peers.*"), peersBelow("data[].peers[]")),
	},
	"session": {
		path: "/v2/sessions/{session_id}", ttl: listTTL, Fields: keep(sessionFields, peersBelow("peers.*"), peersBelow("peers[]")),
	},
	"events": {
		path: "/v2/analytics/events", query: []string{"limit", "room_id"},
		optional: []string{"error", "peer_id", "session_id", "start", "type"}, repeated: "type", ttl: listTTL,
		// Not error_description: clients write their own addresses and those of others into it. Source: 100ms "Error
		// events".
		Fields: keep([]string{"limit", "next", "total"}, fields.Below("events[]", "id", "timestamp", "type"),
			fields.Below("events[].data", "session_id", "peer_id", "user_name", "role", "track_id", "type", "source", "mute",
				"error_code", "error_name", "error_message~", "action", "is_terminal", "duration", "size"),
			fields.Below("events[].data.agent", "sdk", "sdk_version", "os", "os_version", "device_model")),
	},
	"recordings": {
		path: "/v2/recordings", query: []string{"limit"}, optional: []string{"room_id", "session_id", "start", "status"}, ttl: listTTL,
		Fields: keep([]string{"limit", "last"}, fields.Below("data[]", "id", "room_id", "session_id", "status", "created_at", "started_at",
			"updated_at", "stopped_at", "asset_types[]")),
	},
	"recording": {
		path: "/v2/recordings/{recording_id}", ttl: listTTL,
		Fields: keep([]string{"id"}, fields.Below("recording_assets[]", "type", "size", "metadata.resolution", "metadata.resolution.width",
			"metadata.resolution.height")),
	},
	"peerStats": {
		path: "/v2/analytics/peer-stats", query: []string{"peer_id", "session_id"}, ttl: 30 * time.Second, isFinalOnceEnded: true,
		Fields: keep([]string{"room_id"}, tracksBelow("publisher.video[]"), tracksBelow("publisher.audio[]"),
			tracksBelow("subscriber.video[]"), tracksBelow("subscriber.audio[]")),
	},

	"stormInfo": {path: "/server/info", ttl: listTTL, Fields: keep(fields.Below("data", "version", "serverName"))},
	"serverMetrics": {
		path: "/statistics/server-metrics", ttl: time.Second,
		// The lists of a history have unknown names, and a point is an object or a pair.
		Fields: keep(fields.Below("data", "launchDate", "cpuUsagePercent", "*History.*[][]#", "*History.*[].timestamp",
			"*History.*[].time", "*History.*[].value"),
			fields.Below("data.memory", "totalMemory", "currentMemory", "usagePercent"),
			fields.Below("data.network", "inBandwidth", "outBandwidth", "inTotalBytes", "outTotalBytes"),
			fields.Below("data.threadpools", "workersTotalCount", "readersTotalCount", "sendersTotalCount", "transportTotalCount",
				"workersActiveCount", "readersActiveCount", "sendersActiveCount", "transportActiveCount"),
			answerFields),
	},
	"applications": {
		path: "/applications", query: pageParams, ttl: listTTL, Fields: keep(pageFields, fields.Below("data.list[]", "name", "appName", "type", "appType")),
	},
	"streams": {path: "/streams", query: pageParams, ttl: listTTL, Fields: keep(pageFields, fields.Below("data.list[]", streamListFields...))},
	"stream": {
		path: "/streams/{app}/{streamKey}", ttl: time.Second,
		Fields: keep(fields.Below("data", streamListFields...), fields.Below("data", streamFields...),
			fields.Below("data", "healthScore", "healthGrade", "canRecord", "isRecording", "thumbnailTimestamp"), answerFields),
	},
	// Not `remoteAddress` or anything else that says who watches.
	"viewers": {
		path: "/streams/{app}/{streamKey}" + viewersPath, query: slices.Concat(pageParams, []string{"systemClients"}), ttl: listTTL,
		Fields: keep(pageFields, fields.Below("data.list[]", "harnessType", "subStream")),
	},
	"substream": {
		path: "/streams/{app}/{streamKey}/{substream}", ttl: time.Second,
		Fields: keep(
			fields.Below("data", streamFields...),
			fields.Below("data", "sourceType", "videoPacketCount", "audioPacketCount", "dataPacketCount"),
			fields.Below("data.healthData", "healthScore", "healthGrade", "keyFrameInterval", "keyFrameIntervalGrade", "fpsDev", "fpsDevGrade",
				"avSync", "avSyncGrade", "streamLag", "streamLagGrade"),
			answerFields),
	},
	"metadata": {
		path: "/streams/{app}/{streamKey}/{substream}/metadata", ttl: listTTL,
		Fields: keep(fields.Below("data", "encoderName", "legacyEncoder", "videoCodec", "videoCodecID", "videoDataRate", "videoTimeScale",
			"width", "height", "frameRate", "frameRateSpecified", "audioCodec", "audioCodecID", "audioDataRate", "audioSampleRate",
			"audioSampleSize", "audioChannels")),
	},
	"journal": {
		path: "/streams/{app}/{streamKey}/{substream}/journal", query: pageParams, ttl: listTTL,
		Fields: keep(pageFields, fields.Below("data.list[]", "id", "message~", "threadName", "createDate", "pipelineState")),
	},
}

var (
	sessionFields = []string{"id", "room_id", "active", "created_at", "updated_at"}
	// A substream in the list of a stream is an object with a name, or a name.
	streamListFields = []string{"application", "streamKey", "state", "subStreams[]", "subStreams[].name"}
	// What a stream and its substreams have in common.
	streamFields = []string{"id", "state", "type", "application", "streamKey", "startTime", "duration", "viewerCount", "systemClientCount",
		"inBandwidth", "outBandwidth", "inTotalBytes", "outTotalBytes", "allowedToPublish", "isAutoRemovable"}
	// The reference pages say both `meta` and `metadata`.
	answerFields = slices.Concat(fields.Below("meta", "executionTime", "generatedAt"), fields.Below("metadata", "executionTime", "generatedAt"))
	pageParams   = []string{"page", "rowsPerPage"}
	pageFields   = fields.Below("data", "currentPage", "totalPages", "hasNext")
)

// ErrorFields are the kept fields of a JSON answer with any status except 200. The core shows the message and the
// details, or the other fields if there is no message.
var ErrorFields = keep([]string{"code", "message~", "details[]~", "error~", "status", "title", "detail~"})

func keep(paths ...[]string) *fields.KeepList { return fields.Keep(slices.Concat(paths...)...) }

func peersBelow(parent string) []string {
	return fields.Below(parent, "id", "name", "role", "user_id", "joined_at", "left_at")
}

// tracksBelow keeps only the name of an unknown metric, because a notice names it.
func tracksBelow(parent string) []string {
	return fields.Below(parent, "track_id", "type", "rid", "time_series.timestamps[]", "time_series.bitrate[]", "time_series.fps[]",
		"time_series.packet_loss_percent[]", "time_series.rtt_ms[]", "time_series.jitter_ms[]", "time_series.freeze_count[]",
		"time_series.concealed_samples[]", "time_series.?")
}

//go:embed routes.json
var source []byte

// all is the whole allow list, by name.
var all = func() map[string]Route {
	var shared map[string]struct {
		Service   protocol.Service `json:"service"`
		IsPrivate bool             `json:"isPrivate"`
	}
	if err := json.Unmarshal(source, &shared); err != nil {
		panic(err)
	}
	table := map[string]Route{}
	for name, route := range specs {
		route.Name, route.Service, route.IsPrivate = name, shared[name].Service, shared[name].IsPrivate
		table[name] = route
	}
	return table
}()

// All returns the routes.
func All() iter.Seq[Route] { return maps.Values(all) }
