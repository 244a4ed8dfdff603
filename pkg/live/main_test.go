package live

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// inTime runs a test with a hub on a virtual clock.
func inTime(t *testing.T, test func(t *testing.T, hub *Hub, server *storm)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		server := &storm{starts: time.Now().Add(-time.Hour)}
		hub := NewHub(server, time.Now)
		defer hub.Close()
		test(t, hub, server)
	})
}

func expect[V any](t *testing.T, what string, got, want V) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// storm is a Storm server with one stream that receives 1,000 bytes per second.
type storm struct {
	mu sync.Mutex
	// polledAt are the times of the polls, since the earliest arrival that each of them accepts.
	polledAt, since []time.Time
	// starts is the start of the stream.
	starts time.Time
	// every is the time between two snapshots.
	every time.Duration
	// latency is how long an answer about a substream takes.
	latency map[string]time.Duration
	// fails is the answer to all polls instead; nil for none.
	fails   *protocol.Answer
	refusal *protocol.Answer
}

func (s *storm) FetchSince(_ context.Context, request protocol.Request, since time.Time) protocol.Answer {
	time.Sleep(s.latency[request.Key])
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	s.polledAt, s.since = append(s.polledAt, now), append(s.since, since)
	if s.fails != nil {
		return *s.fails
	}
	generatedAt := s.starts.Add(now.Sub(s.starts).Truncate(s.every))
	text := fmt.Sprintf(`{"data":{"startTime":%d,"inTotalBytes":%d,"viewerCount":7},"meta":{"generatedAt":%d}}`,
		s.starts.UnixMilli(), generatedAt.Sub(s.starts).Milliseconds(), generatedAt.UnixMilli())
	return protocol.Answer{Status: http.StatusOK, ContentType: "application/json", Text: text, ReceivedAt: now, Requests: 1}
}

func (s *storm) Check(protocol.Request) *protocol.Answer { return s.refusal }

func (s *storm) change(change func(*storm)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(s)
}

// polls returns the seconds from a time to each poll after it.
func (s *storm) polls(from time.Time) []float64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	var seconds []float64
	for _, at := range s.polledAt {
		if !at.Before(from) {
			seconds = append(seconds, at.Sub(from).Seconds())
		}
	}
	return seconds
}

func subscriptionTo(substream string, interval time.Duration) corehost.Subscription {
	params := map[string]string{"app": "live", "streamKey": "studio", "substream": substream}
	return corehost.Subscription{Poll: protocol.Request{Key: substream, Route: "substream", Projection: "substream", Params: params}, IntervalMs: interval.Milliseconds()}
}

// testSubscriber subscribes to a substream in the background.
type testSubscriber struct {
	mu      sync.Mutex
	updates []json.RawMessage
	stop    context.CancelFunc
	ended   chan error
}

func subscribe(t *testing.T, hub *Hub, subscription corehost.Subscription) *testSubscriber {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	s := &testSubscriber{stop: stop, ended: make(chan error, 1)}
	go func() {
		s.ended <- hub.Subscribe(ctx, subscription, func(update json.RawMessage) error {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.updates = append(s.updates, update)
			return nil
		})
	}()
	return s
}

func (s *testSubscriber) leave(t *testing.T) {
	t.Helper()
	s.stop()
	if err := <-s.ended; err != nil {
		t.Error(err)
	}
}

func (s *testSubscriber) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.updates)
}

// polled is the part of a history that the tests read.
type polled struct {
	Points  [][]*float64
	Failure string
	Wrong   []string
}

// inBytes is the index of the rate of incoming bytes in a point: the tenth column after the time.
const inBytes = 10

func read(t *testing.T, text json.RawMessage) polled {
	t.Helper()
	var history polled
	if err := json.Unmarshal(text, &history); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return history
}

// times returns the milliseconds from a time to each point.
func (p polled) times(from time.Time) []float64 {
	var times []float64
	for _, point := range p.Points {
		times = append(times, *point[0]-float64(from.UnixMilli()))
	}
	return times
}

// rates returns the rate of incoming bytes of each point: `gap` for a gap, `null` without a rate.
func (p polled) rates() []string {
	var rates []string
	for _, point := range p.Points {
		switch {
		case len(point) == 1:
			rates = append(rates, "gap")
		case point[inBytes] == nil:
			rates = append(rates, "null")
		default:
			rates = append(rates, fmt.Sprint(*point[inBytes]))
		}
	}
	return rates
}

func timedOut() *protocol.Answer {
	return &protocol.Answer{Fault: protocol.Timeout, Detail: "too late"}
}

var viewersRefusal = protocol.NotSent(protocol.Query, "it is the path of Storm's list of viewers")
