package upstream

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"go.uber.org/goleak"
)

func peer(i int) protocol.Request {
	return protocol.Request{Route: "peerStats", Params: map[string]string{"session_id": "s", "peer_id": fmt.Sprint(i)}}
}

// counting answers each request with its status, and counts them.
func counting(t *testing.T, status *atomic.Int32, asked *atomic.Int32) *Client {
	t.Helper()
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		w.WriteHeader(int(status.Load()))
		_, _ = fmt.Fprintf(w, `{"peer":%q}`, r.URL.Query().Get("peer_id"))
	})
	client := hundredMSAt(server.URL)
	client.pause = func(context.Context, time.Duration) bool { return true }
	return client
}

func TestFiveHundredRequestsForTenPeersAreTen(t *testing.T) {
	var status, asked, shared atomic.Int32
	status.Store(200)
	client := counting(t, &status, &asked)
	defer client.Close()
	var all sync.WaitGroup
	for i := range 500 {
		all.Go(func() {
			answer := client.Fetch(t.Context(), peer(i%10))
			if want := fmt.Sprintf(`{"peer":"%d"}`, i%10); answer.Text != want {
				t.Errorf("peer %d was answered %s", i%10, answer.Text)
			}
			if answer.IsShared {
				shared.Add(1)
			}
		})
	}
	all.Wait()
	if asked.Load() != 10 || shared.Load() != 490 {
		t.Errorf("%d requests, %d shared answers", asked.Load(), shared.Load())
	}
}

func TestAnAnswerIsGivenAgainForAWhile(t *testing.T) {
	for status, isGivenAgain := range map[int]bool{200: true, 404: true, 400: true, 301: false, 429: false, 500: false, 503: false} {
		var code, asked atomic.Int32
		code.Store(int32(status))
		client := counting(t, &code, &asked)
		now := &clock{at: noon}
		client.now, client.flights = now.now, newFlights(now.now)
		client.Fetch(t.Context(), peer(1))
		first := asked.Load()
		again := client.Fetch(t.Context(), peer(1))
		if again.IsShared != isGivenAgain || (asked.Load() == first) != isGivenAgain {
			t.Errorf("%d: %d requests, then %d; shared: %v", status, first, asked.Load(), again.IsShared)
		}
		now.pass(30 * time.Second)
		if client.Fetch(t.Context(), peer(1)).IsShared {
			t.Errorf("%d: given again after 30 s", status)
		}
		client.Close()
	}
}

func TestHalfADocumentIsNotGivenAgain(t *testing.T) {
	asked := 0
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		asked++
		_, _ = fmt.Fprint(w, `{"publisher":`)
	})
	client := hundredMSAt(server.URL)
	client.Fetch(t.Context(), peer(1))
	client.Fetch(t.Context(), peer(1))
	if asked != 2 {
		t.Errorf("%d requests", asked)
	}
}

func TestWhoGivesUpLeavesTheRequestToTheOthers(t *testing.T) {
	began, release, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	server := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		close(began)
		select {
		case <-release:
		case <-r.Context().Done():
		}
		ended <- r.Context().Err()
	})
	client := hundredMSAt(server.URL)
	impatient, giveUp := context.WithCancel(t.Context())
	first, second := make(chan protocol.Answer), make(chan protocol.Answer)
	go func() { first <- client.Fetch(impatient, peer(1)) }()
	<-began
	go func() { second <- client.Fetch(t.Context(), peer(1)) }()
	waitFor(t, func() bool {
		client.flights.mu.Lock()
		defer client.flights.mu.Unlock()
		for _, open := range client.flights.open {
			return open.waiting == 2
		}
		return false
	})
	giveUp()
	if answer := <-first; answer.Fault != protocol.Unreachable {
		t.Errorf("who gave up was answered %v", answer)
	}
	close(release)
	if answer := <-second; answer.Status != 200 || !answer.IsShared {
		t.Errorf("who stayed was answered %v", answer)
	}
	if err := <-ended; err != nil {
		t.Errorf("the request ended with %v", err)
	}
}

func TestARequestThatNobodyWaitsForEnds(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	began, ended := make(chan struct{}, 1), make(chan struct{}, 1)
	server := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		began <- struct{}{}
		<-r.Context().Done()
		ended <- struct{}{}
	})
	client := hundredMSAt(server.URL)
	ctx, giveUp := context.WithCancel(t.Context())
	go func() {
		<-began
		giveUp()
	}()
	client.Fetch(ctx, peer(1))
	<-ended
	client.Close()
	server.Close()
}

func waitFor(t *testing.T, isSo func() bool) {
	t.Helper()
	for range 1_000 {
		if isSo() {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatal("it did not happen")
}
