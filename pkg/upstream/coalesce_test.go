package upstream

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

func peer(i int) protocol.Request {
	return protocol.Request{Route: "peerStats", Params: map[string]string{"session_id": "s", "peer_id": fmt.Sprint(i)}}
}

func TestEqualRequestsShareOneCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var requests atomic.Int32
		client := hundredMS(t, func(http.ResponseWriter, *http.Request) {
			requests.Add(1)
			time.Sleep(time.Second)
		})
		var all sync.WaitGroup
		var own, shared atomic.Int32
		for i := range 500 {
			all.Go(func() {
				answer := client.Fetch(t.Context(), peer(i%5))
				own.Add(int32(answer.Requests))
				if answer.IsShared {
					shared.Add(1)
				}
			})
		}
		all.Wait()
		if requests.Load() != 5 || own.Load() != 5 || shared.Load() != 495 {
			t.Errorf("%d requests, %d told of as such, %d shared", requests.Load(), own.Load(), shared.Load())
		}
	})
}

func TestCallContinuesForItsOtherWaiters(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := hundredMS(t, func(http.ResponseWriter, *http.Request) { time.Sleep(time.Minute / 3) })
		impatient, giveUp := context.WithCancel(t.Context())
		first, second := make(chan protocol.Answer), make(chan protocol.Answer)
		go func() { first <- client.Fetch(impatient, peer(1)) }()
		synctest.Wait()
		go func() { second <- client.Fetch(t.Context(), peer(1)) }()
		synctest.Wait()
		giveUp()
		if answer := <-first; answer.Fault != protocol.Unreachable {
			t.Errorf("who gave up was answered %+v", answer)
		}
		if answer := <-second; answer.Status != http.StatusOK || !answer.IsShared {
			t.Errorf("who stayed was answered %+v", answer)
		}
	})
}

// A dashboard of 500 peers is closed: requests in flight are cancelled, and no other is sent.
func TestCallWithoutWaitersEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var requests, cancelled atomic.Int32
		client := hundredMS(t, func(_ http.ResponseWriter, r *http.Request) {
			requests.Add(1)
			<-r.Context().Done()
			cancelled.Add(1)
		})
		ctx, closes := context.WithTimeout(t.Context(), time.Second)
		defer closes()
		var all sync.WaitGroup
		for i := range 500 {
			all.Go(func() { client.Fetch(ctx, peer(i)) })
		}
		all.Wait()
		synctest.Wait()
		if requests.Load() != concurrency || cancelled.Load() != concurrency {
			t.Errorf("%d requests, %d cancelled", requests.Load(), cancelled.Load())
		}
	})
}

// A query that reached its time limit will run again: its requests in flight are answered and cached for then, and its
// queued requests are not sent.
func TestNextRunOfALateQueryFindsTheAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var requests atomic.Int32
		client := hundredMS(t, func(w http.ResponseWriter, _ *http.Request) {
			requests.Add(1)
			time.Sleep(time.Second)
			_, _ = w.Write([]byte(`{"room_id":"r"}`))
		})
		hurried, stop := context.WithCancelCause(t.Context())
		var all sync.WaitGroup
		for i := range concurrency + 1 {
			all.Go(func() { client.Fetch(hurried, peer(i)) })
		}
		synctest.Wait()
		stop(protocol.ErrQueryTimeout)
		all.Wait()
		time.Sleep(2 * time.Second)
		shared := 0
		for i := range concurrency + 1 {
			answer := client.Fetch(t.Context(), peer(i))
			if answer.Text != `{"room_id":"r"}` {
				t.Errorf("peer %d was answered %+v", i, answer)
			}
			if answer.IsShared {
				shared++
			}
		}
		if requests.Load() != concurrency+1 || shared != concurrency {
			t.Errorf("%d requests, %d answers from the cache", requests.Load(), shared)
		}
	})
}

// Each waiter of a shared call waits until its own deadline: those that cannot wait for a retry are answered at once,
// the others later.
func TestEachWaiterHasItsOwnDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var requests atomic.Int32
		began := time.Now()
		client := hundredMS(t, func(w http.ResponseWriter, _ *http.Request) {
			if requests.Add(1) == 1 {
				time.Sleep(time.Second)
				w.Header().Set("Retry-After", "20")
				w.WriteHeader(http.StatusTooManyRequests)
			}
		})
		within := func(left time.Duration) <-chan protocol.Answer {
			answers := make(chan protocol.Answer, 1)
			go func() {
				ctx, cancel := context.WithTimeout(t.Context(), left)
				defer cancel()
				answers <- client.Fetch(ctx, peer(1))
			}()
			synctest.Wait()
			return answers
		}
		first, second := within(15*time.Second), within(25*time.Second)
		if answer := <-first; answer.Status != http.StatusTooManyRequests || answer.Requests != 1 || time.Since(began) != time.Second {
			t.Errorf("after %v the first, who cannot wait 20 s, was answered %+v", time.Since(began), answer)
		}
		if answer := <-within(15 * time.Second); answer.Status != http.StatusTooManyRequests || !answer.IsShared || time.Since(began) != time.Second {
			t.Errorf("after %v who came during the pause, and cannot wait either, was answered %+v", time.Since(began), answer)
		}
		for _, answers := range []<-chan protocol.Answer{second, within(25 * time.Second)} {
			if answer := <-answers; answer.Status != http.StatusOK {
				t.Errorf("who can wait was answered %+v", answer)
			}
		}
		if requests.Load() != 2 {
			t.Errorf("%d requests", requests.Load())
		}
	})
}

func TestPanicOfACallIsItsAnswer(t *testing.T) {
	calls := coalescer{calls: map[string]*call{}}
	got := calls.do(t.Context(), work{
		deadline: time.Now().Add(time.Minute),
		cached:   func() (protocol.Answer, bool) { return protocol.Answer{}, false },
		call:     func(context.Context, keepsWaiting) protocol.Answer { panic("out of range") },
		save:     func(protocol.Answer) { panic("while it saves") },
	})
	if diff := cmp.Diff(protocol.NotSent(protocol.Internal, "a panic with string"), got); diff != "" {
		t.Error(diff)
	}
}
