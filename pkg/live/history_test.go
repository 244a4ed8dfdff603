package live

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

func TestHistoryIsAnHourAndBounded(t *testing.T) {
	now := time.Now()
	hub := NewHub(&storm{}, func() time.Time { return now })
	defer hub.Close()
	text := gapText(now.UnixMilli())
	subscribed := hub.getOrCreate(feedID{substream: "subscribed"})
	subscribed.subscribers[&subscriber{}] = struct{}{}
	large := json.RawMessage(strings.Repeat("x", 1_000))
	for i := range int64(60_000) {
		hub.appendPoint(subscribed, point{now.UnixMilli() + i, large})
		if i < 100 {
			hub.appendPoint(hub.getOrCreate(feedID{substream: fmt.Sprint(i)}), point{now.UnixMilli(), text})
		}
	}
	hub.makeRoom()
	expect(t, "feeds left", len(hub.feeds), 1)
	if hub.bytes > maxBytes || hub.bytes < maxBytes*8/10 {
		t.Errorf("%d bytes are kept", hub.bytes)
	}
	expect(t, "the latest", subscribed.points[len(subscribed.points)-1].at, now.UnixMilli()+59_999)
	now = now.Add(retention + 59_999*time.Millisecond)
	hub.evictOld(now)
	expect(t, "points of the last hour", len(subscribed.points), 1)
	expect(t, "bytes", hub.bytes, feedBytes+pointBytes+len(large))
}

func TestHistoryNamesTheMetricsWhoseLatestValuesAreWrong(t *testing.T) {
	inTime(t, func(t *testing.T, hub *Hub, server *storm) {
		const text = `{"data":{"viewerCount":-1},"meta":{}}`
		server.change(func(s *storm) {
			s.fails = &protocol.Answer{Status: http.StatusOK, ContentType: "application/json", Text: text}
		})
		subscriber := subscribe(t, hub, subscriptionTo("native", time.Second))
		synctest.Wait()
		expect(t, "wrong", read(t, hub.History(subscriptionTo("native", 0).Poll)).Wrong, []string{"viewerCount"})
		server.change(func(s *storm) { s.fails = nil })
		time.Sleep(time.Second)
		synctest.Wait()
		expect(t, "wrong after a good poll", read(t, hub.History(subscriptionTo("native", 0).Poll)).Wrong, []string{})
		subscriber.leave(t)
	})
}
