package demo

import (
	"bytes"
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

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

func TestTheStandUpHasTheFaultsOfItsPeers(t *testing.T) {
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
	if testing.Short() {
		t.Skip("it reads the stats of hundreds of peers")
	}
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
