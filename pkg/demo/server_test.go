package demo

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestServerMetrics(t *testing.T) {
	at := func(at time.Time) object { return read(t, "/api/statistics/server-metrics", at)["data"].(object) }
	first, second := at(now), at(now.Add(time.Second))
	network := func(of object, name string) float64 { return of["network"].(object)[name].(float64) }
	require.InDelta(t, network(second, "outTotalBytes")-network(first, "outTotalBytes"), network(second, "outBandwidth"), 0)
	require.Regexp(t, `^\d\d\.\d\d$`, first["cpuUsagePercent"])

	viewers := first["viewersHistory"].(object)
	points := list(viewers, "history")
	require.Len(t, points, 288)
	launched := slices.IndexFunc(points, func(point object) bool { return point["timestamp"] == first["launchDate"] })
	require.InDelta(t, 0, points[launched]["value"], 0)
	require.InDelta(t, viewers["current"], points[len(points)-1]["value"], 100)
	require.LessOrEqual(t, points[len(points)-1]["timestamp"], float64(now.UnixMilli()))
	require.InDelta(t, 43, first["streamsHistory"].(object)["current"], 0)
	for _, extreme := range []time.Time{{}, time.Unix(0, 0), time.Date(3000, 1, 1, 0, 0, 0, 0, time.UTC)} {
		at(extreme)
	}
}

func TestViewersAreThoseThatTheStreamCounts(t *testing.T) {
	page := func(query string) object {
		return read(t, "/api/streams/live/studio/viewers?"+query, now)["data"].(object)
	}
	stream := read(t, "/api/streams/live/studio", now)["data"].(object)
	require.InDelta(t, stream["viewerCount"], page("rowsPerPage=100")["totalItems"], 0)
	require.InDelta(t, stream["viewerCount"].(float64)+stream["systemClientCount"].(float64), page("systemClients=true")["totalItems"], 0)
	kinds := map[any]int{}
	for _, each := range list(page("rowsPerPage=100&systemClients=true"), "list") {
		kinds[each["harnessType"]]++
	}
	require.Greater(t, kinds["STORM_MSE_VIEWER"], kinds["GENERIC_HLS_VIEWER"])
	require.Equal(t, 1, kinds["TRANSCODER"])
}
