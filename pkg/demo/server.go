package demo

import (
	"fmt"
	"math"
)

const (
	// launchedAt is the second of the day at which the server is started, before the first stream of the day.
	launchedAt = 3*hour + 50*minute
	// recorded is how long the server records its past, and recordEvery the seconds between two points.
	recorded, recordEvery = day, 5 * minute
	// memory is that of the server in bytes.
	memory = 16 << 30
)

// launch returns the last start of the server.
func launch(now int64) int64 { return now - ((now-launchedAt)%day+day)%day }

// load is what all streams of the server sum up to.
type load struct{ streams, viewers, in, out, inTotal, outTotal int64 }

// loadAt returns nothing for the minutes after the start of the server, until the encoders are back.
func loadAt(now int64) load {
	var sum load
	if now-launch(now) < recordEvery {
		return sum
	}
	for _, each := range streams {
		traffic := each.traffic(now, each.Substreams...)
		add := func(to *int64, name string) { *to += traffic[name].(int64) }
		sum.streams++
		add(&sum.viewers, "viewerCount")
		add(&sum.in, "inBandwidth")
		add(&sum.out, "outBandwidth")
		add(&sum.inTotal, "inTotalBytes")
		add(&sum.outTotal, "outTotalBytes")
	}
	return sum
}

// serverMetricsAnswer has percentages as texts, as the reference page does. Source: Storm "Server Metrics", which shows
// `current`, `average` and `max` of one history; the rest of the histories is invented.
func serverMetricsAnswer(r request) answer {
	now, current := r.now, loadAt(r.now)
	busy := float64(current.viewers) / 4_000
	percent := func(part float64) string { return fmt.Sprintf("%.2f", 100*min(max(part, 0), 1)) }
	used := 0.3 + 0.3*busy + 0.02*swing(float64(now), 900)
	workers := int64(2 + 10*busy)
	past := make([]load, recorded/recordEvery)
	for i := range past {
		past[i] = loadAt(now - now%recordEvery - int64(len(past)-1-i)*recordEvery)
	}
	history := func(value func(load) int64) object { return historyOf(now, past, current, value) }
	return stormAnswer(object{
		"launchDate": launch(now) * 1_000, "cpuUsagePercent": percent(0.08 + 0.6*busy + 0.03*swing(float64(now), 240)),
		"memory":  object{"totalMemory": int64(memory), "currentMemory": int64(used * memory), "usagePercent": percent(used)},
		"network": object{"inBandwidth": current.in, "outBandwidth": current.out, "inTotalBytes": current.inTotal, "outTotalBytes": current.outTotal},
		"threadpools": object{
			"workersTotalCount": 16, "readersTotalCount": 4, "sendersTotalCount": 8, "transportTotalCount": 4,
			"workersActiveCount": min(workers, 16), "readersActiveCount": min(1+workers/4, 4), "sendersActiveCount": min(1+workers/2, 8), "transportActiveCount": 1,
		},
		"incomingBandwidthHistory": history(func(at load) int64 { return at.in }),
		"outgoingBandwidthHistory": history(func(at load) int64 { return at.out }),
		"viewersHistory":           history(func(at load) int64 { return at.viewers }),
		"streamsHistory":           history(func(at load) int64 { return at.streams }),
	}, now)
}

// historyOf returns a value of the past, whose last load was at the last multiple of recordEvery.
func historyOf(now int64, past []load, current load, value func(load) int64) object {
	points, highest, sum := make([]object, len(past)), int64(0), int64(0)
	first := now - now%recordEvery - int64(len(past)-1)*recordEvery
	for i, each := range past {
		point := value(each)
		points[i] = object{"timestamp": (first + int64(i)*recordEvery) * 1_000, "value": point}
		highest, sum = max(highest, point), sum+point
	}
	average := float64(sum) / math.Max(1, float64(len(past)))
	return object{"current": value(current), "average": rounded(average, 100), "max": highest, "history": points}
}

// viewersAnswer lists the viewers of a stream, with addresses of the range for documentation, and system clients if the
// request wants them. Source: Storm "Stream Viewers".
func viewersAnswer(r request) answer {
	var list []object
	for _, in := range streams {
		if in.App != r.segments[1] || in.Key != r.segments[2] {
			continue
		}
		for _, each := range in.Substreams {
			traffic := in.traffic(r.now, each)
			for i := range traffic["viewerCount"].(int64) {
				kinds := [...]string{"STORM_MSE_VIEWER", "STORM_MSE_VIEWER", "STORM_MSE_VIEWER", "GENERIC_HLS_VIEWER", "STORM_HLS_VIEWER"}
				list = append(list, viewer(each, i, kinds[hash(each.Seed, uint32(i))%uint32(len(kinds))]))
			}
			for i := range each.SystemClients {
				if r.query.Get("systemClients") == "true" {
					list = append(list, viewer(each, -1-i, [...]string{"TRANSCODER", "FILE_WRITER"}[i%2]))
				}
			}
		}
		return pageAnswer(r, list, 10)
	}
	return stormError(404, "Stream not found")
}

func viewer(of *substream, number int64, kind string) object {
	return object{
		"id": uuid(of.Seed, number, 1), "harnessType": kind, "subStream": of.Name, "remoteAddress": fmt.Sprintf("203.0.113.%d", 1+number&127),
	}
}
