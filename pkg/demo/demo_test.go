package demo

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var now = time.Date(2026, 11, 22, 14, 25, 0, 0, time.UTC)

const (
	host, guest, phone = "a11ce000-0000-4000-8000-000000000001", "b0b00000-0000-4000-8000-000000000002", "ca401000-0000-4000-8000-000000000003"
	standup, support   = "d3e0d3e0d3e0d3e000000001", "d3e0d3e0d3e0d3e000000002"
)

// send returns the status and the text of an answer.
func send(t *testing.T, method, address string, at time.Time) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(context.Background(), method, "http://demo"+address, strings.NewReader(""))
	require.NoError(t, err)
	response, err := NewTransport(func() time.Time { return at }).RoundTrip(request)
	require.NoError(t, err)
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response, string(body)
}

// read returns the document of an answer as JSON reads it.
func read(t *testing.T, address string, at time.Time) object {
	t.Helper()
	response, text := send(t, http.MethodGet, address, at)
	require.Equal(t, http.StatusOK, response.StatusCode, text)
	var document object
	require.NoError(t, json.Unmarshal([]byte(text), &document))
	return document
}

func list(of object, name string) []object {
	var objects []object
	for _, each := range of[name].([]any) {
		objects = append(objects, each.(object))
	}
	return objects
}

func TestAPathIsAnsweredByItsRoute(t *testing.T) {
	for address, status := range map[string]int{
		"/v2/sessions/latest%2Dcall":                 200,
		"/v2/sessions/latest-call/":                  404,
		"/v2/sessions/a%2Fb":                         404,
		"/v2/sessions/%ff":                           404,
		"/v2/sessions/6b02af10ca11000000000003":      200,
		"/v2/sessions/6b02af10ca110000000000030":     404,
		"/v2/sessions/6b02af11ca11000000000003":      404,
		"/v2/recordings":                             200,
		"/v2/recordings/none":                        404,
		"/v2/recordings/a%2Fb":                       404,
		"/v2/analytics/peer-stats?session_id=%ff":    400,
		"/v2/analytics/events":                       400,
		"/v2/analytics/events?room_id=none&limit=%g": 200,
		"/api/streams/live/studio":                   200,
		"/api/streams/live/studio/n%61tive":          200,
		"/api/streams/live/":                         404,
		"/api/streams/live/studio/native/source":     404,
		"/api/streams/live/none/viewers":             404,
		"/api/streams/live/studio/4k/journal":        404,
		"/api/streams/live/pitch/360p/metadata":      404,
		"/api/streams?page=9&rowsPerPage=-1":         200,
	} {
		response, text := send(t, http.MethodGet, address, now)
		require.Equal(t, status, response.StatusCode, address)
		require.True(t, json.Valid([]byte(text)), text)
	}
	response, text := send(t, http.MethodPost, "/api/server/info", now)
	require.Equal(t, http.StatusMethodNotAllowed, response.StatusCode)
	require.Equal(t, "GET", response.Header.Get("Allow"))
	require.JSONEq(t, `{"message":"Method not allowed"}`, text)
}

func TestARequestGivenUpIsNotAnswered(t *testing.T) {
	closed := errors.New("the panel was closed")
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(closed)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://demo/api/server/info", http.NoBody)
	require.NoError(t, err)
	_, err = NewTransport(time.Now).RoundTrip(request)
	require.ErrorIs(t, err, closed)
}

func TestRequestsOfOneSecondAgree(t *testing.T) {
	for _, address := range []string{
		"/v2/sessions?active=true", "/v2/sessions?active=false&limit=100", "/v2/analytics/events?room_id=" + support, "/api/streams?rowsPerPage=100",
		"/v2/analytics/peer-stats?session_id=latest-call&peer_id=" + guest, "/api/streams/live/stage/native/journal", "/api/applications",
	} {
		_, first := send(t, http.MethodGet, address, now)
		_, last := send(t, http.MethodGet, address, now.Add(999*time.Millisecond))
		require.Equal(t, first, last, address)
	}
	for _, at := range []time.Time{{}, time.Unix(0, 0), time.Date(3000, 1, 1, 0, 0, 0, 0, time.UTC)} {
		read(t, "/v2/sessions/latest-call", at)
		read(t, "/api/streams/live/studio/native", at)
	}
}

func TestTheLatestCallIsTheLastThatHasEnded(t *testing.T) {
	noon := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for after, want := range map[time.Duration]string{
		0: "11:40", 12*time.Minute - time.Second: "11:40", 12 * time.Minute: "12:00", 31 * time.Minute: "12:00", 32 * time.Minute: "12:20",
	} {
		require.Contains(t, read(t, "/v2/sessions/latest-call", noon.Add(after))["created_at"], "T"+want, after)
	}
}

func TestPagesHaveEverySessionOnce(t *testing.T) {
	seen, pages := map[string]bool{}, 0
	for cursor := ""; ; pages++ {
		page := read(t, "/v2/sessions?active=false&limit=100&after=2026-11-20T14:25:00.000Z"+cursor, now)
		for _, session := range list(page, "data") {
			require.False(t, seen[session["id"].(string)])
			seen[session["id"].(string)] = true
			require.Equal(t, false, session["active"])
		}
		last, _ := page["last"].(string)
		if last == "" {
			break
		}
		cursor = "&start=" + last
	}
	// In two days the stand-up has 144 calls, the support desk as many, known faults 48 and all hands 4; some still run.
	require.InDelta(t, 339, len(seen), 2)
	require.Equal(t, 3, pages)
	require.Equal(t, object{"limit": 10.0, "data": []any{}, "last": nil}, read(t, "/v2/sessions?room_id=d3e0d3e0d3e0d3e000000004", now))
	running := list(read(t, "/v2/sessions?room_id="+standup, now), "data")
	require.Len(t, running, 1)
	require.Nil(t, running[0]["peers"].(object)[host].(object)["left_at"])
}

func TestPeopleRejoinAndSomeNeverLeave(t *testing.T) {
	back, ghosts := 0, 0
	for _, session := range list(read(t, "/v2/sessions?active=false&limit=100&room_id="+support, now), "data") {
		users := map[any]bool{}
		peers := session["peers"].(object)
		for _, each := range peers {
			users[each.(object)["user_id"]] = true
			if _, hasLeft := each.(object)["left_at"]; !hasLeft {
				ghosts++
			}
		}
		back += len(peers) - len(users)
	}
	require.Greater(t, back, 5)
	require.Greater(t, ghosts, 5)
}

// trackStats is a track of a document of peer stats.
type trackStats struct {
	TrackID    string                `json:"track_id"`
	RID        string                `json:"rid"`
	TimeSeries map[string][]*float64 `json:"time_series"`
}

type stats struct {
	Publisher, Subscriber struct{ Video, Audio []trackStats }
}

func statsOf(t *testing.T, session, peer string) stats {
	t.Helper()
	response, text := send(t, http.MethodGet, "/v2/analytics/peer-stats?session_id="+session+"&peer_id="+peer, now)
	require.Equal(t, http.StatusOK, response.StatusCode, text)
	var read stats
	require.NoError(t, json.NewDecoder(bytes.NewBufferString(text)).Decode(&read))
	return read
}

// bounds are the lowest and the highest of some values, and how many are null or 0.
func bounds(values []*float64) (low, high float64, nulls, zeros int) {
	low = 1e9
	for _, each := range values {
		if each == nil {
			nulls++
			continue
		}
		low, high = min(low, *each), max(high, *each)
		if *each == 0 {
			zeros++
		}
	}
	return low, high, nulls, zeros
}

func TestTheStoryOfTheStandUp(t *testing.T) {
	well := statsOf(t, "latest-call", host)
	require.Len(t, well.Publisher.Video, 4)
	for _, each := range well.Publisher.Video {
		_, loss, _, _ := bounds(each.TimeSeries["packet_loss_percent"])
		require.Less(t, loss, 1.0)
	}
	weak := statsOf(t, "latest-call", guest)
	for i, stops := range []bool{true, true, false} {
		layer := weak.Publisher.Video[i].TimeSeries
		_, loss, nulls, _ := bounds(layer["packet_loss_percent"])
		_, _, _, stopped := bounds(layer["bitrate"])
		require.Equal(t, stops, stopped > 0, "layer %d", i)
		require.Equal(t, stopped, nulls)
		require.True(t, loss > 8 && loss < 17, "%v %% of layer %d", loss, i)
	}
	mobile := statsOf(t, "latest-call", phone)
	require.Equal(t, []string{"f", "h", "q"}, []string{mobile.Publisher.Video[0].RID, mobile.Publisher.Video[1].RID, mobile.Publisher.Video[2].RID})
	_, _, nulls, _ := bounds(mobile.Subscriber.Video[0].TimeSeries["bitrate"])
	require.Len(t, mobile.Subscriber.Video[0].TimeSeries["bitrate"], nulls)
	_, freezes, _, _ := bounds(mobile.Subscriber.Video[2].TimeSeries["freeze_count"])
	require.GreaterOrEqual(t, freezes, 2.0)
}

// Every document is complete and in order, what is received was published, and the weeks have good, middling and bad
// calls.
func TestThePeersOfInventedCalls(t *testing.T) {
	kinds := map[string]int{}
	sessions := list(read(t, "/v2/sessions?active=false&limit=100&room_id="+support, now), "data")
	for _, session := range sessions {
		worst, published, received := 0.0, map[string]bool{}, map[string]bool{}
		for peer := range session["peers"].(object) {
			of := statsOf(t, session["id"].(string), peer)
			for i, tracks := range [][]trackStats{of.Publisher.Video, of.Publisher.Audio, of.Subscriber.Video, of.Subscriber.Audio} {
				for _, each := range tracks {
					times := each.TimeSeries["timestamps"]
					require.NotEmpty(t, times)
					for name, values := range each.TimeSeries {
						require.Len(t, values, len(times), name)
					}
					for j := 1; j < len(times); j++ {
						require.Less(t, *times[j-1], *times[j])
					}
					if i < 2 {
						published[each.TrackID] = true
						_, loss, _, _ := bounds(each.TimeSeries["packet_loss_percent"])
						worst = max(worst, loss)
					} else {
						received[each.TrackID] = true
					}
				}
			}
		}
		require.Subset(t, published, received)
		switch {
		case worst > 8:
			kinds["bad"]++
		case worst > 2:
			kinds["middling"]++
		default:
			kinds["good"]++
		}
	}
	require.InDelta(t, 10, kinds["bad"], 6)
	require.InDelta(t, 15, kinds["middling"], 8)
}

func TestStatsAreThereFromTheEndOfACallForThirtyDays(t *testing.T) {
	const ask = "/v2/analytics/peer-stats?session_id=6b02d940ca11000000000001&peer_id=" + host
	end := time.Unix(0x6b02d940+12*60, 0)
	for after, status := range map[time.Duration]int{-time.Second: 404, 0: 200, 30 * 24 * time.Hour: 200, 30*24*time.Hour + time.Second: 404} {
		response, text := send(t, http.MethodGet, ask, end.Add(after))
		require.Equal(t, status, response.StatusCode, "%v %.200s", after, text)
	}
	response, text := send(t, http.MethodGet, "/v2/analytics/peer-stats?session_id=latest-call&peer_id=nobody", now)
	require.Equal(t, 404, response.StatusCode)
	require.JSONEq(t, `{"code":404,"message":"peer not found","details":[]}`, text)
}

func TestEventsAreInOrderAndOnPages(t *testing.T) {
	const of = "/v2/analytics/events?session_id=latest-call&room_id=" + standup
	all := read(t, of+"&limit=100", now)
	var paged []object
	for cursor := ""; cursor != "&start="; {
		page := read(t, of+"&limit=7"+cursor, now)
		paged, cursor = append(paged, list(page, "events")...), "&start="+page["next"].(string)
	}
	require.Equal(t, list(all, "events"), paged)
	require.InDelta(t, len(paged), all["total"], 0)

	var kinds []string
	for _, each := range list(read(t, of+"&limit=100&peer_id="+phone, now), "events") {
		if data := each["data"].(object); data["type"] == "audio" || data["error_code"] != nil {
			kinds = append(kinds, each["type"].(string))
		}
	}
	require.Equal(t, []string{"track.add.success", "client.publish.failed", "track.update.success", "track.update.success", "track.remove.success"}, kinds)

	problems := list(read(t, of+"&error=true", now), "events")
	require.Len(t, problems, 3)
	require.Contains(t, problems[0]["data"].(object)["error_description"], "192.0.2.")
	// What failed before the join has no session, so that only its room finds it.
	early := list(read(t, "/v2/analytics/events?type=client.connect.failed&limit=1&room_id="+standup, now), "events")
	require.NotContains(t, early[0]["data"], "session_id")
	total := func(types string) float64 { return read(t, of+types, now)["total"].(float64) }
	require.InDelta(t, total("&type=track.add.success")+total("&type=track.remove.success"), total("&type=track.add.success&type=track.remove.success"), 0)
}

func TestAPeerOfOneCallIsFoundInItsRoom(t *testing.T) {
	session := list(read(t, "/v2/sessions?active=false&room_id="+support, now), "data")[0]
	for peer := range session["peers"].(object) {
		query := url.Values{"room_id": {support}, "peer_id": {peer}}
		events := list(read(t, "/v2/analytics/events?"+query.Encode(), now), "events")
		require.GreaterOrEqual(t, len(events), 4)
		require.Equal(t, session["id"], events[0]["data"].(object)["session_id"])
	}
}

func TestSubstreams(t *testing.T) {
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

func TestStormLists(t *testing.T) {
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
