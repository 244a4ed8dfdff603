package demo

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

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
