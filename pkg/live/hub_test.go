package live

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

func TestClosedHubEndsSubscribersAndAcceptsNoMore(t *testing.T) {
	inTime(t, func(t *testing.T, hub *Hub, server *storm) {
		one := subscribe(t, hub, subscriptionTo("native", time.Second))
		time.Sleep(1500 * time.Millisecond)
		hub.Close()
		if err := <-one.ended; !errors.Is(err, ErrClosed) {
			t.Errorf("ended with %v", err)
		}
		closed := time.Now()
		if err := hub.Subscribe(t.Context(), subscriptionTo("native", time.Second), nil); !errors.Is(err, ErrClosed) {
			t.Errorf("a late one ended with %v", err)
		}
		time.Sleep(time.Minute)
		expect(t, "polls after the end", len(server.polls(closed)), 0)
		one.stop()
	})
}

func TestStreamEndsWhenAnUpdateCannotBeSent(t *testing.T) {
	inTime(t, func(t *testing.T, hub *Hub, server *storm) {
		broken := errors.New("broken pipe")
		err := hub.Subscribe(t.Context(), subscriptionTo("native", time.Second), func(json.RawMessage) error { return broken })
		expect(t, "ended with", err, broken)
		time.Sleep(time.Minute)
		expect(t, "polls", len(server.polls(time.Time{})), 1)
	})
}

func TestQueryReturnsTheHistoryAndTheCurrentPoint(t *testing.T) {
	inTime(t, func(t *testing.T, hub *Hub, server *storm) {
		request := protocol.Request{Route: Route, Params: subscriptionTo("native", 0).Poll.Params}
		ask := func() (protocol.Answer, polled) {
			answer := hub.Answer(t.Context(), request)
			return answer, read(t, json.RawMessage(answer.Text))
		}
		first, history := ask()
		expect(t, "requests of the first", first.Requests, 1)
		expect(t, "rates of the first", history.rates(), []string{"null"})
		time.Sleep(time.Minute)
		_, history = ask()
		expect(t, "rates a minute later", history.rates(), []string{"null", "1000"})

		one := subscribe(t, hub, subscriptionTo("native", time.Second))
		time.Sleep(2500 * time.Millisecond)
		began := time.Now()
		shared, history := ask()
		expect(t, "polls for a substream with a subscriber", len(server.polls(began)), 0)
		expect(t, "shared", shared.IsShared, true)
		expect(t, "rates with a subscriber", history.rates(), []string{"null", "1000", "1000", "1000"})
		one.leave(t)

		server.change(func(s *storm) { s.fails = timedOut() })
		time.Sleep(time.Minute)
		failed, history := ask()
		expect(t, "status where the present failed", failed.Status, http.StatusOK)
		expect(t, "rates then", fmt.Sprint(history.rates()), "[null 1000 1000 1000 gap gap]")
		if history.Failure == "" {
			t.Error("nothing tells why")
		}
	})
}

func TestQueryAfterAPauseAddsAGapAndOneSoonAfterDoesNot(t *testing.T) {
	inTime(t, func(t *testing.T, hub *Hub, server *storm) {
		subscription := subscriptionTo("native", time.Second)
		request := protocol.Request{Route: Route, Params: subscription.Poll.Params}
		for _, pause := range []time.Duration{time.Second, time.Minute} {
			one := subscribe(t, hub, subscription)
			time.Sleep(1500 * time.Millisecond)
			one.leave(t)
			time.Sleep(pause)
			hub.Answer(t.Context(), request)
			time.Sleep(5 * time.Second)
		}
		again := subscribe(t, hub, subscription)
		synctest.Wait()
		expect(t, "rates", read(t, hub.History(subscription.Poll)).rates(), []string{
			"null", "1000", "1000", // a subscriber, and a query a second after it
			"1000", "1000", "gap", "1000", // a subscriber, and a query a minute after it
			"1000", // a subscriber again: no gap after the point of the query
		})
		expect(t, "polls", len(server.polls(time.Time{})), 7)
		again.leave(t)
	})
}

func TestQueryWithoutHistoryFailsAsItsPollDoes(t *testing.T) {
	inTime(t, func(t *testing.T, hub *Hub, server *storm) {
		request := protocol.Request{Route: Route, Params: subscriptionTo("native", 0).Poll.Params}
		const gone = `{"message":"Substream not found"}`
		server.fails = &protocol.Answer{Status: http.StatusNotFound, ContentType: "application/json", Text: gone}
		answer := hub.Answer(t.Context(), request)
		expect(t, "answer", answer.Text, gone)
		expect(t, "kept", len(hub.feeds), 0)
		server.refusal = &viewersRefusal
		answer = hub.Answer(t.Context(), request)
		expect(t, "answer", answer, viewersRefusal)
		expect(t, "polls", len(server.polls(time.Time{})), 1)
	})
}
