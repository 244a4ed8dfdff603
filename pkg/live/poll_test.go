package live

import (
	"context"
	"encoding/json"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
)

func TestSubscribersShareOnePollPerInterval(t *testing.T) {
	inTime(t, func(t *testing.T, hub *Hub, server *storm) {
		began := time.Now()
		subscribers := make([]*testSubscriber, 1_000)
		for i := range subscribers {
			subscribers[i] = subscribe(t, hub, subscriptionTo("native", 2*time.Second))
		}
		time.Sleep(5 * time.Second)
		synctest.Wait()
		goroutines := runtime.NumGoroutine()
		time.Sleep(4 * time.Second)
		synctest.Wait()
		expect(t, "goroutines", runtime.NumGoroutine(), goroutines)
		expect(t, "polls", server.polls(began), []float64{0, 2, 4, 6, 8})
		for i, added := range subscribers {
			// A subscriber that came after the first poll finds it in the history.
			if added.count() < 4 {
				t.Errorf("subscriber %d got %d updates", i, added.count())
			}
			added.leave(t)
		}
	})
}

func TestShortestIntervalAppliesWhileItsSubscriberIsThere(t *testing.T) {
	inTime(t, func(t *testing.T, hub *Hub, server *storm) {
		began := time.Now()
		slow := subscribe(t, hub, subscriptionTo("native", 10*time.Second))
		time.Sleep(3500 * time.Millisecond)
		fast := subscribe(t, hub, subscriptionTo("native", time.Second))
		time.Sleep(2200 * time.Millisecond)
		fast.leave(t)
		time.Sleep(15 * time.Second)
		synctest.Wait()
		// The subscriber at 3.5 s gets a poll at once, because the last one is older than its interval. One more was due as
		// it left.
		expect(t, "polls", server.polls(began), []float64{0, 3.5, 4.5, 5.5, 6.5, 16.5})
		expect(t, "updates of the slow one", slow.count(), 6)
		slow.leave(t)
	})
}

func TestPollingStopsWithTheLastSubscriberAndTheHistoryStays(t *testing.T) {
	inTime(t, func(t *testing.T, hub *Hub, server *storm) {
		subscription := subscriptionTo("native", time.Second)
		one, other := subscribe(t, hub, subscription), subscribe(t, hub, subscription)
		time.Sleep(1500 * time.Millisecond)
		one.leave(t)
		time.Sleep(time.Second)
		other.leave(t)
		left := time.Now()
		time.Sleep(time.Minute)
		synctest.Wait()
		expect(t, "polls after the last has left", len(server.polls(left)), 0)
		again := subscribe(t, hub, subscription)
		synctest.Wait()
		expect(t, "the history with a gap", read(t, hub.History(subscription.Poll)).rates(), []string{"null", "1000", "1000", "gap", "1000"})
		again.leave(t)
		time.Sleep(2 * time.Hour)
		expect(t, "the history after two hours", string(hub.History(subscription.Poll)), `{"points":[]}`)
		expect(t, "bytes kept of nothing", hub.bytes, 0)
	})
}

func TestSubstreamsThatArePolledTogetherShareTheirTimes(t *testing.T) {
	inTime(t, func(t *testing.T, hub *Hub, server *storm) {
		began := time.Now()
		server.latency = map[string]time.Duration{"720p": 30 * time.Millisecond, "360p": 499 * time.Millisecond, "late": 700 * time.Millisecond}
		other := subscriptionTo("other", time.Second)
		other.Poll.Params["streamKey"] = "another stream"
		timesOf := map[string][]float64{}
		subscriptions := []corehost.Subscription{other}
		for _, substream := range []string{"native", "720p", "360p", "late"} {
			subscriptions = append(subscriptions, subscriptionTo(substream, 2*time.Second))
		}
		for _, subscription := range subscriptions {
			defer subscribe(t, hub, subscription).leave(t)
			time.Sleep(time.Millisecond)
		}
		time.Sleep(3 * time.Second)
		synctest.Wait()
		for _, subscription := range subscriptions {
			timesOf[subscription.Poll.Key] = read(t, hub.History(subscription.Poll)).times(began)
		}
		shared := []float64{1, 2001}
		expect(t, "times", timesOf, map[string][]float64{
			"native": shared, "720p": shared, "360p": shared, "late": shared, "other": {0, 1000, 2000, 3000},
		})
	})
}

func TestSubstreamsThatArePolledApartKeepTheirTimes(t *testing.T) {
	inTime(t, func(t *testing.T, hub *Hub, server *storm) {
		began := time.Now()
		one := subscribe(t, hub, subscriptionTo("native", 10*time.Second))
		time.Sleep(time.Second)
		other := subscribe(t, hub, subscriptionTo("720p", 10*time.Second))
		time.Sleep(12 * time.Second)
		synctest.Wait()
		expect(t, "times", read(t, hub.History(subscriptionTo("native", 0).Poll)).times(began), []float64{0, 10_000})
		expect(t, "times of the other", read(t, hub.History(subscriptionTo("720p", 0).Poll)).times(began), []float64{1_000, 11_000})
		one.leave(t)
		other.leave(t)
	})
}

func TestRestartedStreamHasNoRateAtFirst(t *testing.T) {
	inTime(t, func(t *testing.T, hub *Hub, server *storm) {
		one := subscribe(t, hub, subscriptionTo("native", time.Second))
		time.Sleep(1500 * time.Millisecond)
		server.change(func(s *storm) { s.starts = time.Now() })
		time.Sleep(2 * time.Second)
		synctest.Wait()
		expect(t, "rates", read(t, hub.History(subscriptionTo("native", 0).Poll)).rates(), []string{"null", "1000", "null", "1000"})
		one.leave(t)
	})
}

func TestRepeatedSnapshotIsNoPoint(t *testing.T) {
	inTime(t, func(t *testing.T, hub *Hub, server *storm) {
		server.every = 2 * time.Second
		one := subscribe(t, hub, subscriptionTo("native", time.Second))
		time.Sleep(7500 * time.Millisecond)
		synctest.Wait()
		expect(t, "polls", len(server.polls(time.Time{})), 8)
		expect(t, "rates", read(t, hub.History(subscriptionTo("native", 0).Poll)).rates(), []string{"null", "1000", "1000", "1000"})
		one.leave(t)
	})
}

func TestFailedPollIsAGapAndBacksOff(t *testing.T) {
	inTime(t, func(t *testing.T, hub *Hub, server *storm) {
		one := subscribe(t, hub, subscriptionTo("native", time.Second))
		time.Sleep(500 * time.Millisecond)
		server.change(func(s *storm) { s.fails = timedOut() })
		failed := time.Now().Add(500 * time.Millisecond)
		time.Sleep(140 * time.Second)
		synctest.Wait()
		expect(t, "polls while it fails", server.polls(failed), []float64{0, 2, 6, 14, 30, 62, 122})
		history := read(t, one.updates[len(one.updates)-1])
		if !strings.Contains(history.Failure, "no answer in time (too late)") {
			t.Errorf("the failure is reported as %q", history.Failure)
		}
		server.change(func(s *storm) { s.fails = nil })
		time.Sleep(time.Minute)
		synctest.Wait()
		history = read(t, hub.History(subscriptionTo("native", 0).Poll))
		expect(t, "failure after it is over", history.Failure, "")
		rates := history.rates()
		expect(t, "rates", rates[:9], []string{"null", "gap", "gap", "gap", "gap", "gap", "gap", "gap", "1000"})
		one.leave(t)
	})
}

func TestSlowSubscriberDelaysNoOther(t *testing.T) {
	inTime(t, func(t *testing.T, hub *Hub, server *storm) {
		ctx, stop := context.WithCancel(t.Context())
		go func() {
			_ = hub.Subscribe(ctx, subscriptionTo("native", time.Second), func(json.RawMessage) error { <-ctx.Done(); return nil })
		}()
		quick := subscribe(t, hub, subscriptionTo("native", time.Second))
		time.Sleep(99500 * time.Millisecond)
		synctest.Wait()
		expect(t, "polls", len(server.polls(time.Time{})), 100)
		if quick.count() < 99 {
			t.Errorf("the quick one got %d updates", quick.count())
		}
		quick.leave(t)
		stop()
		synctest.Wait()
	})
}

func TestPollDoesNotShareAnAnswerFromTheFirstHalfOfTheInterval(t *testing.T) {
	inTime(t, func(t *testing.T, hub *Hub, server *storm) {
		one := subscribe(t, hub, subscriptionTo("native", 4*time.Second))
		time.Sleep(5 * time.Second)
		synctest.Wait()
		expect(t, "the second poll wants what is no older than", server.polledAt[1].Sub(server.since[1]), 2*time.Second)
		one.leave(t)
	})
}
