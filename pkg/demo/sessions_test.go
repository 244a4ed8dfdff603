package demo

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

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
