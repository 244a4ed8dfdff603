package live

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// storm answers polls as a Storm server with one stream that gets 1,000 bytes a second.
type storm struct {
	mu sync.Mutex
	// asked is when, since when is what each poll would not take as news.
	asked, since []time.Time
	// starts is when the stream did, fails what a poll is answered with instead, nil for nothing.
	starts time.Time
	// every is how often it makes a snapshot.
	every   time.Duration
	fails   *protocol.Answer
	refuses *protocol.Answer
}

func (s *storm) FetchSince(_ context.Context, _ protocol.Request, since time.Time) protocol.Answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	s.asked, s.since = append(s.asked, now), append(s.since, since)
	if s.fails != nil {
		return *s.fails
	}
	made := s.starts.Add(now.Sub(s.starts).Truncate(s.every))
	text := fmt.Sprintf(`{"data":{"startTime":%d,"inTotalBytes":%d,"viewerCount":7},"meta":{"generatedAt":%d}}`,
		s.starts.UnixMilli(), made.Sub(s.starts).Milliseconds(), made.UnixMilli())
	return protocol.Answer{Status: http.StatusOK, ContentType: "application/json", Text: text, ReceivedAt: now, Requests: 1}
}

func (s *storm) Refuses(protocol.Request) *protocol.Answer { return s.refuses }

func (s *storm) change(change func(*storm)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(s)
}

// polls gives the seconds from an instant to each poll after it.
func (s *storm) polls(from time.Time) []float64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	var seconds []float64
	for _, at := range s.asked {
		if !at.Before(from) {
			seconds = append(seconds, at.Sub(from).Seconds())
		}
	}
	return seconds
}

func asking(substream string, interval time.Duration) corehost.Subscription {
	params := map[string]string{"app": "live", "streamKey": "studio", "substream": substream}
	return corehost.Subscription{Poll: protocol.Request{Key: substream, Route: "substream", Projection: "substream", Params: params}, Interval: interval}
}

// follower follows a substream in the background.
type follower struct {
	mu      sync.Mutex
	updates []json.RawMessage
	stop    context.CancelFunc
	ended   chan error
}

func follow(t *testing.T, hub *Hub, asked corehost.Subscription) *follower {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	f := &follower{stop: stop, ended: make(chan error, 1)}
	go func() {
		f.ended <- hub.Follow(ctx, asked, func(update json.RawMessage) error {
			f.mu.Lock()
			defer f.mu.Unlock()
			f.updates = append(f.updates, update)
			return nil
		})
	}()
	return f
}

func (f *follower) leave(t *testing.T) {
	t.Helper()
	f.stop()
	if err := <-f.ended; err != nil {
		t.Error(err)
	}
}

func (f *follower) count() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.updates)
}

// polled is what the core wrote, as far as the tests look into it.
type polled struct {
	Points  [][]*float64
	Failure string
}

// inBytes is where a point holds the rate of incoming bytes: after its time, the tenth leaf.
const inBytes = 10

func read(t *testing.T, text json.RawMessage) polled {
	t.Helper()
	var known polled
	if err := json.Unmarshal(text, &known); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return known
}

// rates gives the rate of incoming bytes of each point, `gap` for a gap and `null` where there is none.
func (p polled) rates() []string {
	var words []string
	for _, point := range p.Points {
		switch {
		case len(point) == 1:
			words = append(words, "gap")
		case point[inBytes] == nil:
			words = append(words, "null")
		default:
			words = append(words, fmt.Sprint(*point[inBytes]))
		}
	}
	return words
}

func timedOut() *protocol.Answer {
	return &protocol.Answer{Fault: protocol.Timeout, Detail: "too late"}
}

var viewers = protocol.Refusal(protocol.Query, "it is the path of Storm's list of viewers")
