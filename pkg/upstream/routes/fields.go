package routes

import (
	"slices"

	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/fields"
)

// The lists have the fields that the core's decoders read, in src/core/hundredms and src/core/storm. A test in
// pkg/plugin runs all shared cases with and without these lists. A field that a decoder reads but that is missing here
// is null in every query.

// ErrorFields are the kept fields of a JSON answer with any status except 200. The core shows the message and the
// details, or the other fields if there is no message.
var ErrorFields = keep([]string{"code", "message~", "details[]~", "error~", "status", "title", "detail~"})

var (
	roomFields = keep([]string{"limit", "last"}, fields.Under("data[]", "id", "name", "enabled"))

	sessionFields  = keep(session, peersBelow("peers.*"), peersBelow("peers[]"))
	sessionsFields = keep([]string{"limit", "last"}, below("data[]", session), peersBelow("data[].peers.*"), peersBelow("data[].peers[]"))
	session        = []string{"id", "room_id", "active", "created_at", "updated_at"}

	// Not error_description: clients write their own addresses and those of others into it. Source: 100ms "Error
	// events".
	eventFields = keep(
		[]string{"limit", "next", "total"}, fields.Under("events[]", "id", "timestamp", "type"),
		fields.Under("events[].data", "session_id", "peer_id", "user_name", "role", "track_id", "type", "source", "mute",
			"error_code", "error_name", "error_message~", "action", "is_terminal"),
		fields.Under("events[].data.agent", "sdk", "sdk_version", "os", "os_version", "device_model"),
	)

	// Only the name of an unknown metric is kept, because a notice names it.
	peerStatsFields = keep([]string{"room_id"}, tracksBelow("publisher.video[]"), tracksBelow("publisher.audio[]"),
		tracksBelow("subscriber.video[]"), tracksBelow("subscriber.audio[]"))

	infoFields        = keep(fields.Under("data", "version", "serverName"))
	applicationFields = keep(stormPage, fields.Under("data.list[]", "name", "appName", "type", "appType"))
	streamsFields     = keep(stormPage, below("data.list[]", stream))
	streamFields      = keep(below("data", stream))
	// A substream in the list of a stream is an object with a name, or a name.
	stream = []string{"application", "streamKey", "state", "subStreams[]", "subStreams[].name"}

	substreamFields = keep(
		fields.Under("data", "id", "state", "type", "application", "streamKey", "sourceType", "startTime", "duration", "viewerCount",
			"systemClientCount", "inBandwidth", "outBandwidth", "inTotalBytes", "outTotalBytes", "videoPacketCount", "audioPacketCount",
			"dataPacketCount", "allowedToPublish", "isAutoRemovable"),
		fields.Under("data.healthData", "healthScore", "healthGrade", "keyFrameInterval", "keyFrameIntervalGrade", "fpsDev", "fpsDevGrade",
			"avSync", "avSyncGrade", "streamLag", "streamLagGrade"),
		fields.Under("meta", "executionTime", "generatedAt"), fields.Under("metadata", "executionTime", "generatedAt"),
	)
	metadataFields = keep(fields.Under("data", "encoderName", "legacyEncoder", "videoCodec", "videoCodecID", "videoDataRate", "videoTimeScale",
		"width", "height", "frameRate", "frameRateSpecified", "audioCodec", "audioCodecID", "audioDataRate", "audioSampleRate",
		"audioSampleSize", "audioChannels"))
	journalFields = keep(stormPage, fields.Under("data.list[]", "id", "message~", "threadName", "createDate", "pipelineState"))
	stormPage     = fields.Under("data", "currentPage", "totalPages", "hasNext")
)

func keep(paths ...[]string) *fields.KeepList { return fields.Keep(slices.Concat(paths...)...) }

func below(parent string, paths []string) []string { return fields.Under(parent, paths...) }

func peersBelow(parent string) []string {
	return fields.Under(parent, "id", "name", "role", "user_id", "joined_at", "left_at")
}

func tracksBelow(parent string) []string {
	return fields.Under(parent, "track_id", "type", "rid", "time_series.timestamps[]", "time_series.bitrate[]", "time_series.fps[]",
		"time_series.packet_loss_percent[]", "time_series.rtt_ms[]", "time_series.jitter_ms[]", "time_series.freeze_count[]",
		"time_series.concealed_samples[]", "time_series.?")
}
