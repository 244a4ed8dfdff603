// Package live polls the document of a substream, stream or server while it has subscribers, once for all of them, and
// keeps the points of the last hour.
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

// Route is the route that Hub.Answer answers.
const Route = "live"

// ErrClosed ends a stream of a closed instance. The caller should run the stream on the instance that replaced it.
var ErrClosed = errors.New("the data source's settings have changed")

// Upstream answers requests. upstream.Client implements it.
type Upstream interface {
	// FetchSince answers a request, with nothing that arrived before a time.
	FetchSince(ctx context.Context, request protocol.Request, since time.Time) protocol.Answer
	// Check returns the answer that says why a request would not be sent; nil if it would be.
	Check(request protocol.Request) *protocol.Answer
}

// Hub holds the pollers of one data source instance. It is safe for concurrent use.
type Hub struct {
	upstream Upstream
	now      func() time.Time
	// closed ends with Close and ends all pollers. The context is in the struct because it lives as long as the hub.
	closed  context.Context
	close   context.CancelFunc
	pollers sync.WaitGroup

	mu    sync.Mutex
	feeds map[feedID]*feed
	// lastTimeOfStream has the latest time of a point of each stream, by the ID of its feed.
	lastTimeOfStream map[feedID]time.Time
	// bytes is about how much memory the histories of all feeds take.
	bytes int
	// lastSweep is when old points were last evicted.
	lastSweep time.Time
}

// feedID identifies a feed. That of a stream has no name of a substream, and that of the server no names.
type feedID struct{ app, stream, substream string }

func idOf(poll protocol.Request) feedID {
	return feedID{poll.Params["app"], poll.Params["streamKey"], poll.Params["substream"]}
}

// routeOf returns the route of the document that the parameters name.
func routeOf(params map[string]string) string {
	switch {
	case params["substream"] != "":
		return "substream"
	case params["streamKey"] != "":
		return "stream"
	}
	return "serverMetrics"
}

// NewHub returns the hub of an instance. It polls nothing yet. The caller closes it.
func NewHub(upstream Upstream, now func() time.Time) *Hub {
	closed, end := context.WithCancel(context.Background())
	return &Hub{upstream: upstream, now: now, closed: closed, close: end, feeds: map[feedID]*feed{}, lastTimeOfStream: map[feedID]time.Time{}}
}

// Close stops all pollers and deletes all histories.
func (h *Hub) Close() {
	h.close()
	h.pollers.Wait()
	h.mu.Lock()
	defer h.mu.Unlock()
	h.feeds, h.bytes = map[feedID]*feed{}, 0
}

// History returns the points of a feed of the last hour, as the core reads them.
func (h *Hub) History(poll protocol.Request) json.RawMessage {
	h.mu.Lock()
	defer h.mu.Unlock()
	found, isKnown := h.feeds[idOf(poll)]
	if !isKnown {
		return encodeHistory(nil, corehost.Polled{})
	}
	h.evictOld(h.now())
	return encodeHistory(found.points, found.latest)
}

// Subscribe calls send with each new point of a feed until ctx ends. The feed is polled at the shortest
// interval of all its subscribers. It returns the error of send, or ErrClosed.
func (h *Hub) Subscribe(ctx context.Context, subscription corehost.Subscription, send func(update json.RawMessage) error) error {
	added := h.addSubscriber(subscription)
	defer h.removeSubscriber(subscription.Poll, added)
	for {
		select {
		case update := <-added.updates:
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

// Answer answers the route `live` for queries outside a stream: with the history of a feed, the current point
// last. It polls now if the feed has no subscribers. If that poll fails and there is no history, it returns the
// failed answer.
func (h *Hub) Answer(ctx context.Context, request protocol.Request) protocol.Answer {
	route := routeOf(request.Params)
	poll := protocol.Request{Key: request.Key, Route: route, Projection: route, Params: request.Params}
	if refusal := h.upstream.Check(poll); refusal != nil {
		return *refusal
	}
	if current, _ := h.snapshot(idOf(poll)); current.isUpToDate {
		text := string(h.History(poll))
		return protocol.Answer{Status: http.StatusOK, ContentType: "application/json", Text: text, ReceivedAt: h.now(), IsShared: true}
	}
	answer := h.upstream.FetchSince(ctx, poll, time.Time{})
	if !h.ingest(ctx, poll, answer) {
		if _, isKnown := h.snapshot(idOf(poll)); !isKnown {
			return answer
		}
	}
	answer.Fault, answer.Detail, answer.BlockedBy, answer.Login = "", "", nil, nil
	answer.Status, answer.ContentType, answer.RetryAfter, answer.Auth = http.StatusOK, "application/json", "", ""
	answer.Text = string(h.History(poll))
	return answer
}

// snapshot returns the present state of a feed; the zero value for an unknown one.
func (h *Hub) snapshot(id feedID) (current feed, isKnown bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if found, isKnown := h.feeds[id]; isKnown {
		return *found, true
	}
	return feed{}, false
}
