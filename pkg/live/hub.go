// Package live polls substreams while somebody watches them, once for all who do, and keeps the last hour of what it polled.
package live

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// Route is the name of the request that Answer answers.
const Route = "live"

// ErrClosed ends a stream whose instance has ended: whoever runs it should run it on the instance that took its place.
var ErrClosed = errors.New("the data source's settings have changed")

// Upstream answers requests. pkg/upstream's client is one.
type Upstream interface {
	// FetchSince answers a request with nothing that arrived before a time.
	FetchSince(ctx context.Context, request protocol.Request, since time.Time) protocol.Answer
	// Refuses returns the answer that says why a request would not leave, nil if it would.
	Refuses(request protocol.Request) *protocol.Answer
}

// Hub holds the pollers of one data source instance. It is safe for concurrent use.
type Hub struct {
	upstream Upstream
	now      func() time.Time
	// closed ends with Close, and every poller with it. A context in a struct is right here: it lives as long as the hub.
	closed  context.Context
	close   context.CancelFunc
	pollers sync.WaitGroup

	mu      sync.Mutex
	watched map[identity]*watched
	bytes   int
	// swept is when all substreams were last looked through.
	swept time.Time
}

// identity is a substream by its names.
type identity struct{ app, stream, substream string }

func identityOf(poll protocol.Request) identity {
	return identity{poll.Params["app"], poll.Params["streamKey"], poll.Params["substream"]}
}

// NewHub makes the hub of an instance, which polls nothing yet. The caller closes it.
func NewHub(upstream Upstream, now func() time.Time) *Hub {
	closed, end := context.WithCancel(context.Background())
	return &Hub{upstream: upstream, now: now, closed: closed, close: end, watched: map[identity]*watched{}}
}

// Close stops all pollers and forgets what was polled.
func (h *Hub) Close() {
	h.close()
	h.pollers.Wait()
	h.mu.Lock()
	defer h.mu.Unlock()
	h.watched, h.bytes = map[identity]*watched{}, 0
}

// Past gives what was polled of a substream, as the core reads it.
func (h *Hub) Past(poll protocol.Request) json.RawMessage {
	h.mu.Lock()
	defer h.mu.Unlock()
	one, isKnown := h.watched[identityOf(poll)]
	if !isKnown {
		return document(nil, "")
	}
	h.forgetOld(h.now())
	return document(one.points, one.failure)
}

// Follow gives `send` each point of a substream as it is polled, until ctx ends. The substream is polled as often as the most impatient
// of all who follow it asks. Fails with what send fails with, and with ErrClosed.
func (h *Hub) Follow(ctx context.Context, asked corehost.Subscription, send func(update json.RawMessage) error) error {
	joined := h.join(asked)
	defer h.leave(asked.Poll, joined)
	for {
		select {
		case update := <-joined.updates:
			if err := send(update); err != nil {
				return err
			}
		case <-ctx.Done():
			return nil
		case <-h.closed.Done():
			return ErrClosed
		}
	}
}

// Answer answers the route `live`, for queries that are no stream: with what was polled of a substream, the present point last. Where
// nobody follows it, that is polled now; where nothing is known of it and that fails, the failed answer is the answer.
func (h *Hub) Answer(ctx context.Context, request protocol.Request) protocol.Answer {
	poll := protocol.Request{Key: request.Key, Route: "substream", Projection: "substream", Params: request.Params}
	if refused := h.upstream.Refuses(poll); refused != nil {
		return *refused
	}
	if h.isFollowed(poll) {
		return protocol.Answer{Status: http.StatusOK, ContentType: "application/json", Text: string(h.Past(poll)), ReceivedAt: h.now(), IsShared: true}
	}
	answer := h.upstream.FetchSince(ctx, poll, time.Time{})
	if !h.take(ctx, poll, answer) && !h.isKnown(poll) {
		return answer
	}
	answer.Fault, answer.Detail, answer.BlockedBy, answer.Login = "", "", nil, nil
	answer.Status, answer.ContentType, answer.RetryAfter, answer.Auth = http.StatusOK, "application/json", "", ""
	answer.Text = string(h.Past(poll))
	return answer
}

// isFollowed tells whether what is known of a substream is up to date.
func (h *Hub) isFollowed(poll protocol.Request) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	one, isKnown := h.watched[identityOf(poll)]
	return isKnown && one.isFresh
}

func (h *Hub) isKnown(poll protocol.Request) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	_, isKnown := h.watched[identityOf(poll)]
	return isKnown
}
