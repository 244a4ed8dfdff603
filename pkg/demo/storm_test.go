package demo

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestSubstreamsReportTheirHealthAndTraffic(t *testing.T) {
	substream := func(path string, at time.Time) object { return read(t, "/api/streams/"+path, at)["data"].(object) }
	healthOf := func(path string) object { return substream(path, now)["healthData"].(object) }
	require.Equal(t, "Very Good", healthOf("live/studio/native")["healthGrade"])
	require.Equal(t, "Critical", healthOf("live/stage/720p")["avSyncGrade"])
	require.InDelta(t, 22, healthOf("live/stage/720p")["healthScore"], 7)
	require.Equal(t, object{
		"healthScore": 0.0, "healthGrade": "No Data", "keyFrameInterval": 0.0, "keyFrameIntervalGrade": "No Data", "fpsDev": 0.0,
		"fpsDevGrade": "No Data", "avSync": 0.0, "avSyncGrade": "No Data", "streamLag": 0.0, "streamLagGrade": "No Data",
	}, healthOf("live/pitch/360p"))
	require.Equal(t, "No Data", healthOf("arena/court-40/480p")["healthGrade"])

	first, second := substream("live/pitch/native", now), substream("live/pitch/native", now.Add(time.Second))
	require.InDelta(t, second["inTotalBytes"].(float64)-first["inTotalBytes"].(float64), second["inBandwidth"], 0)
	require.InDelta(t, 1_000_000, second["inBandwidth"], 250_000)
	require.InDelta(t, 50*(14*3600+25*60-9*3600), first["videoPacketCount"], 0)
}

func TestStormListsAreCompleteAndInOrder(t *testing.T) {
	seen := 0
	for page := 1; page <= 5; page++ {
		data := read(t, "/api/streams?rowsPerPage=10&page="+string(rune('0'+page)), now)["data"].(object)
		require.Equal(t, page < 5, data["hasNext"])
		seen += len(list(data, "list"))
	}
	require.Equal(t, 43, seen)
	lines := list(read(t, "/api/streams/live/stage/native/journal?rowsPerPage=100", now)["data"].(object), "list")
	require.Greater(t, len(lines), 30)
	for i := 1; i < len(lines); i++ {
		require.Less(t, lines[i]["createDate"], lines[i-1]["createDate"])
	}
	require.Equal(t, "Audio and video are out of sync", lines[0]["message"])
	metadata := read(t, "/api/streams/live/studio/native/metadata", now)["data"].(object)
	require.Equal(t, []any{"H264", 1920.0, 30.0}, []any{metadata["videoCodec"], metadata["width"], metadata["frameRate"]})
}
