// Package upstream opens every connection to 100ms and Storm, and is the only holder of their secrets.
package upstream

import (
	"context"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/peerlens/peerlens-quality-datasource/pkg/cache"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// atOnce is how many requests of one instance are open at the same time.
const atOnce = 8

// Client asks the upstream of one data source instance. It is safe for concurrent use.
type Client struct {
	service    Service
	connection connection
	// unfit is why no request can be made, nil where the settings are in order; then the rest is set.
	unfit error
	http  *http.Client
	// closeIdle drops the connections that are kept open for the next request.
	closeIdle func()
	auth      authenticator
	// secrets are those of the settings, which no answer may hold.
	secrets []string
	// lastSought are the secrets of the last answer, as they are looked for.
	lastSought atomic.Pointer[sought]
	// open has the places of requests that are open, repeating that of one with a new token.
	open, repeating chan struct{}
	holds           holds
	now             func() time.Time
	// pause waits before a retry, and tells whether ctx let it.
	pause   func(ctx context.Context, wait time.Duration) bool
	flights *flights
	kept    *cache.Cache
}

// New makes the client of an instance. Settings that cannot work do not fail here: they are the answer to each request, where whoever
// queries can read it.
func New(ctx context.Context, settings backend.DataSourceInstanceSettings, now func() time.Time) *Client {
	return newClient(ctx, settings, now, processLogins)
}

func newClient(ctx context.Context, settings backend.DataSourceInstanceSettings, now func() time.Time, shared *logins) *Client {
	client := &Client{
		service: serviceOf(settings), open: make(chan struct{}, atOnce), repeating: make(chan struct{}, 1),
		secrets: secretsIn(settings), holds: holds{byKey: map[string]hold{}}, now: now, pause: pause,
	}
	client.connection, client.unfit = connectionOf(settings)
	client.kept = cache.New(max(client.connection.cacheBytes, 1<<20), now)
	client.flights = newFlights(client.kept.Section("answer"))
	if client.unfit == nil {
		client.http, client.closeIdle, client.unfit = httpClient(ctx, settings, client.connection, now)
	}
	if client.unfit == nil {
		client.auth = authenticatorOf(client.connection, client.post, shared, now)
	}
	return client
}

// Kept is what the instance keeps its answers in, as they came and decoded: one bound holds for both.
func (c *Client) Kept() *cache.Cache { return c.kept }

// Service is what the instance talks to.
func (c *Client) Service() Service { return c.service }

// Credentials tells who is logged in, empty without a login, and when the present token ends and is renewed, zero where it is not or
// nobody knows.
func (c *Client) Credentials() (user string, ends, renews time.Time) {
	if c.unfit != nil {
		return "", time.Time{}, time.Time{}
	}
	known := c.auth.token()
	return c.connection.credentials.username, known.ends, known.renews
}

// lastWords is how long a logout may take.
const lastWords = 5 * time.Second

// Close logs out where there was a login that no other instance shares, and drops the connections that are kept open for the next request.
func (c *Client) Close() {
	c.kept.Close()
	if c.unfit != nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), lastWords)
	defer cancel()
	c.auth.close(ctx)
	c.closeIdle()
}

// Fetch answers one request: with what the same one was answered a moment ago, or will be where it is under way, else by asking. A request
// that is not on the allow list is answered with a query fault, and one that the settings do not allow with a settings fault.
func (c *Client) Fetch(ctx context.Context, request protocol.Request) protocol.Answer {
	return c.fetch(ctx, request, time.Time{}, false)
}

// FetchSince answers one request as Fetch does, but not with what arrived before a time: who asks again and again wants to see it change.
func (c *Client) FetchSince(ctx context.Context, request protocol.Request, since time.Time) protocol.Answer {
	return c.fetch(ctx, request, since, false)
}

// FetchAnew answers one request by asking, whatever is known.
func (c *Client) FetchAnew(ctx context.Context, request protocol.Request) protocol.Answer {
	return c.fetch(ctx, request, time.Time{}, true)
}

// Refuses tells whether a request would not leave, with the answer that says why.
func (c *Client) Refuses(request protocol.Request) (why protocol.Answer, isRefused bool) {
	_, _, refused := c.target(request)
	if refused == nil {
		return protocol.Answer{}, false
	}
	return refused.answer, true
}

// target gives a request's route and path where the settings and the allow list let it leave.
func (c *Client) target(request protocol.Request) (route, string, *refusal) {
	if c.unfit != nil {
		return route{}, "", refuse(protocol.Settings, protocol.Bounded(c.unfit.Error()))
	}
	asked, path, err := target(request.Route, request.Params)
	if err == nil && c.service != Demo && asked.service != c.service {
		err = fmt.Errorf("route %s is not one of a %s data source", request.Route, c.service)
	}
	if err != nil {
		return route{}, "", refuse(protocol.Query, protocol.Bounded(err.Error()))
	}
	return asked, path, nil
}

func (c *Client) fetch(ctx context.Context, request protocol.Request, since time.Time, isFresh bool) protocol.Answer {
	asked, path, refused := c.target(request)
	if refused != nil {
		return refused.answer
	}
	asking := &asking{client: c, request: request, url: c.connection.urlOf(asked, path), isAnew: isFresh}
	until := c.patience(ctx)
	if isFresh {
		asking.wait = func(_ protocol.Answer, at time.Time) bool { return !until.Before(at) }
		return c.named(asking.answer(ctx))
	}
	answer := c.flights.join(ctx, shareable{
		key: path, since: since, until: until,
		ask: func(ctx context.Context, wait patience) protocol.Answer {
			asking.wait = wait
			return asking.answer(ctx)
		},
		life: func(answer protocol.Answer) time.Duration { return c.standsFor(asked, request.Params, answer) },
	})
	if answer.IsShared {
		c.spared(request.Route)
	}
	return c.named(answer)
}

// standsFor is how long an answer is given again. Those of Demo cost nothing, and one of its names means another call every few minutes.
func (c *Client) standsFor(asked route, params map[string]string, answer protocol.Answer) time.Duration {
	if c.service == Demo {
		return 0
	}
	return asked.standsFor(params, answer)
}

// patience is when whoever asks stops waiting, at most the timeout from now.
func (c *Client) patience(ctx context.Context) time.Time {
	left := c.connection.timeout
	if deadline, isSet := ctx.Deadline(); isSet {
		left = min(left, time.Until(deadline))
	}
	return c.now().Add(left)
}
