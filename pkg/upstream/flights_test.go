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
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"go.uber.org/goleak"
)

func peer(i int) protocol.Request {
	return protocol.Request{Route: "peerStats", Params: map[string]string{"session_id": "s", "peer_id": fmt.Sprint(i)}}
}

// counting answers each request with its status, and counts them.
func counting(t *testing.T, status *atomic.Int32, asked *atomic.Int32, now func() time.Time) *Client {
	t.Helper()
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		w.WriteHeader(int(status.Load()))
		_, _ = fmt.Fprintf(w, `{"peer":%q}`, r.URL.Query().Get("peer_id"))
	})
	client := hundredMSBy(server.URL, now)
	client.pause = func(context.Context, time.Duration) bool { return true }
	return client
}

func TestAHundredRequestsForTenPeersAreTen(t *testing.T) {
	var status, asked, shared atomic.Int32
	status.Store(200)
	client := counting(t, &status, &asked, (&clock{at: noon}).now)
	defer client.Close()
	var all sync.WaitGroup
	for i := range 100 {
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
	if asked.Load() != 10 || shared.Load() != 90 {
		t.Errorf("%d requests, %d shared answers", asked.Load(), shared.Load())
	}
}

func TestAnAnswerIsGivenAgainForAWhile(t *testing.T) {
	for status, isGivenAgain := range map[int]bool{200: true, 404: true, 400: true, 301: false, 429: false, 500: false, 503: false} {
		var code, asked atomic.Int32
		code.Store(int32(status))
		now := &clock{at: noon}
		client := counting(t, &code, &asked, now.now)
		client.Fetch(t.Context(), peer(1))
		first := asked.Load()
		again := client.Fetch(t.Context(), peer(1))
		if again.IsShared != isGivenAgain || (asked.Load() == first) != isGivenAgain {
			t.Errorf("%d: %d requests, then %d; shared: %v", status, first, asked.Load(), again.IsShared)
		}
		waitFor(t, func() bool { return client.underWay() == 0 })
		now.pass(30 * time.Second)
		if client.Fetch(t.Context(), peer(1)).IsShared {
			t.Errorf("%d: given again after 30 s", status)
		}
		client.Close()
	}
}

func TestStatsOfAnEndedSessionAreGivenAgainForAnHour(t *testing.T) {
	for name, row := range map[string]struct {
		session, text string
		stands        time.Duration
	}{
		"an ended session":               {"6977b3f3cdd1e423f8b2cabc", `{"publisher":{"video":[{"time_series":{"timestamps":[1]}}]}}`, time.Hour},
		"a session without a sample":     {"6977b3f3cdd1e423f8b2cabc", `{"publisher":{"video":[]},"subscriber":{}}`, 30 * time.Second},
		"whichever session a name means": {"latest-call", `{"publisher":{"video":[{"time_series":{"timestamps":[1]}}]}}`, 30 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			server := serve(t, text(row.text))
			now := &clock{at: noon}
			client := hundredMSBy(server.URL, now.now)
			defer client.Close()
			request := protocol.Request{Route: "peerStats", Params: map[string]string{"session_id": row.session, "peer_id": "p"}}
			client.Fetch(t.Context(), request)
			for _, isShared := range []bool{true, false} {
				waitFor(t, func() bool { return client.underWay() == 0 })
				if isShared {
					now.pass(row.stands - time.Millisecond)
				} else {
					now.pass(time.Millisecond)
				}
				if answer := client.Fetch(t.Context(), request); answer.IsShared != isShared || answer.Text != row.text {
					t.Errorf("shared: %v, want %v; %s", answer.IsShared, isShared, answer.Text)
				}
			}
		})
	}
}

// An answer that is given again is as it was, but for what it cost.
func TestWhatIsGivenAgainIsTheSame(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.Header().Set("Retry-After", "7")
		w.WriteHeader(http.StatusNotFound)
		_, _ = fmt.Fprint(w, "{\n\"message\":\"not yet\"}\n")
	})
	client := hundredMSAt(server.URL)
	defer client.Close()
	first := client.Fetch(t.Context(), peer(1))
	waitFor(t, func() bool { return client.underWay() == 0 })
	if diff := cmp.Diff(shared(first), client.Fetch(t.Context(), peer(1)), cmpopts.EquateApproxTime(0)); diff != "" {
		t.Error(diff)
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
			return len(open.waiting) == 2
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
	before := goleak.IgnoreCurrent()
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
	expectNothingRuns(t, before)
}

// A query whose time is over will be asked again: what has left for it is answered and kept for then, what has not does not leave.
func TestWhoComesBackFindsTheAnswerOfWhatHadLeft(t *testing.T) {
	var asked atomic.Int32
	release := make(chan struct{})
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		<-release
		_, _ = fmt.Fprintf(w, `{"peer":%q}`, r.URL.Query().Get("peer_id"))
	})
	client := hundredMSAt(server.URL)
	defer client.Close()
	hurried, timeIsUp := context.WithCancelCause(t.Context())
	var all sync.WaitGroup
	for i := range atOnce + 1 {
		all.Go(func() {
			if answer := client.Fetch(hurried, peer(i)); answer.Fault == "" {
				t.Errorf("peer %d was answered %v", i, answer)
			}
		})
	}
	waitFor(t, func() bool { return asked.Load() == atOnce && client.underWay() == atOnce+1 })
	timeIsUp(protocol.ErrLate)
	all.Wait()
	close(release)
	waitFor(t, func() bool { return client.underWay() == 0 })
	shared := 0
	for i := range atOnce + 1 {
		answer := client.Fetch(t.Context(), peer(i))
		if want := fmt.Sprintf(`{"peer":"%d"}`, i); answer.Text != want {
			t.Errorf("peer %d was answered %v", i, answer)
		}
		if answer.IsShared {
			shared++
		}
	}
	if asked.Load() != atOnce+1 || shared != atOnce {
		t.Errorf("%d requests, %d answers that had been kept", asked.Load(), shared)
	}
}

func text(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = fmt.Fprint(w, body) }
}

// underWay is how many requests are open or being kept.
func (c *Client) underWay() int {
	c.flights.mu.Lock()
	defer c.flights.mu.Unlock()
	return len(c.flights.open)
}

// waitFor waits until something is so. The bound is for a failure alone.
func waitFor(t *testing.T, isSo func() bool) {
	t.Helper()
	for ends := time.Now().Add(2 * time.Minute); !isSo(); time.Sleep(time.Millisecond) {
		if time.Now().After(ends) {
			t.Fatal("it did not happen")
		}
	}
}

// expectNothingRuns waits until only the goroutines of before are left.
func expectNothingRuns(t *testing.T, before goleak.Option) {
	t.Helper()
	waitFor(t, func() bool { return goleak.Find(before) == nil })
}

// Whoever shares a request waits as long as its own query lasts: who cannot wait for a retry is answered at once, the others are served.
func TestEachWhoSharesARequestHasItsOwnDeadline(t *testing.T) {
	inTime(t, func(t *testing.T) {
		var asked atomic.Int32
		release, resume := make(chan struct{}), make(chan struct{})
		now := &clock{at: noon}
		client := inProcess(t, hundredMSBy(upstreamURL, now.now), func(w http.ResponseWriter, _ *http.Request) {
			if asked.Add(1) == 1 {
				<-release
				w.Header().Set("Retry-After", "20")
				w.WriteHeader(http.StatusTooManyRequests)
			}
		})
		client.pause = func(_ context.Context, wait time.Duration) bool {
			<-resume
			now.pass(wait)
			return wait == 20*time.Second
		}
		within := func(left time.Duration) <-chan protocol.Answer {
			answers := make(chan protocol.Answer, 1)
			go func() {
				ctx, cancel := context.WithTimeout(t.Context(), left)
				defer cancel()
				answers <- client.Fetch(ctx, peer(1))
			}()
			return answers
		}
		first := within(15 * time.Second)
		synctest.Wait()
		second := within(25 * time.Second)
		synctest.Wait()
		close(release)
		if answer := <-first; answer.Status != http.StatusTooManyRequests || answer.Requests != 1 {
			t.Errorf("the first, who cannot wait 20 s, was answered %+v", answer)
		}
		if answer := <-within(15 * time.Second); answer.Status != http.StatusTooManyRequests || !answer.IsShared {
			t.Errorf("who came during the pause, and cannot wait either, was answered %+v", answer)
		}
		third := within(25 * time.Second)
		synctest.Wait()
		close(resume)
		for _, answers := range []<-chan protocol.Answer{second, third} {
			if answer := <-answers; answer.Status != http.StatusOK {
				t.Errorf("who can wait was answered %+v", answer)
			}
		}
		if asked.Load() != 2 {
			t.Errorf("%d requests", asked.Load())
		}
	})
}

func TestAPanicIsAnAnswer(t *testing.T) {
	client := hundredMSAt("http://never.invalid")
	defer client.Close()
	for name, panics := range map[string]shareable{
		"while it asks": {ask: func(context.Context, patience) protocol.Answer { panic("out of range") }},
		"while it keeps": {
			ask:  func(context.Context, patience) protocol.Answer { return protocol.Answer{Status: 200} },
			life: func(protocol.Answer) time.Duration { panic("out of range") },
		},
	} {
		panics.key, panics.until = name, time.Now().Add(time.Minute)
		want := protocol.Refusal(protocol.Broken, "a panic with string")
		if diff := cmp.Diff(want, client.flights.join(t.Context(), panics)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	waitFor(t, func() bool { return client.underWay() == 0 })
}
