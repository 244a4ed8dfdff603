// Package upstream makes every request to 100ms and Storm, and is the only holder of their secrets. The client finds a
// request on the allow list (routes), answers it from the cache or from one that is under way (coalesce.go), and else
// sends it through a chain (middleware), which authenticates it (auth) and reduces its answer to what the core reads
// (fields, redact).
package upstream

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/peerlens/peerlens-quality-datasource/pkg/cache"
	"github.com/peerlens/peerlens-quality-datasource/pkg/demo"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/settings"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/auth"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/middleware"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/routes"
)

const (
	// concurrency is how many requests of one instance are open at the same time.
	concurrency = 8
	// logoutTimeout is how long a logout may take.
	logoutTimeout = 5 * time.Second
)

// processLogins is shared by all instances.
var processLogins = auth.NewRegistry()

// Client makes the requests of one data source instance. It is safe for concurrent use.
type Client struct {
	settings settings.Settings
	// invalid is why no request can be made, nil if the settings are right; then the rest is set.
	invalid   error
	handler   middleware.Handler
	source    auth.Source
	closeIdle func()
	now       func() time.Time
	calls     coalescer
	cache     *cache.Cache
	answers   responseCache
}

// options are what instances differ in beside their settings.
type options struct {
	now    func() time.Time
	logins *auth.Registry
	// transport takes the place of the network, nil for the network.
	transport http.RoundTripper
}

// New makes the client of an instance. Settings that cannot work do not fail here: they are the answer to each request,
// where who queries can read it.
func New(ctx context.Context, saved backend.DataSourceInstanceSettings, now func() time.Time) *Client {
	return newClient(ctx, saved, options{now: now, logins: processLogins})
}

func newClient(ctx context.Context, saved backend.DataSourceInstanceSettings, options options) *Client {
	client := &Client{now: options.now, calls: coalescer{calls: map[string]*call{}}}
	client.settings, client.invalid = settings.Parse(saved)
	client.cache = cache.New(client.settings.CacheBytes, options.now)
	client.answers = responseCache{section: client.cache.Section("answer")}
	if client.settings.Service == protocol.Demo {
		options.transport = demo.NewTransport(options.now)
	}
	if client.invalid == nil {
		client.invalid = client.connect(ctx, saved, options)
	}
	return client
}

// connect makes the chain of middlewares.
func (c *Client) connect(ctx context.Context, saved backend.DataSourceInstanceSettings, options options) error {
	http, closeIdle, err := newHTTPClient(ctx, saved, options.transport)
	if err != nil {
		return err
	}
	c.closeIdle = closeIdle
	transport := middleware.Transport(http, c.settings.Timeout)
	reduce := middleware.Reduce(c.settings.Secrets)
	c.source = auth.NewSource(c.settings, c.post(middleware.Chain(transport, reduce)), options.logins, c.now)
	cooldowns := middleware.NewCooldowns(c.now)
	c.handler = middleware.Chain(transport,
		middleware.Trace(c.now),
		middleware.Retry(c.now),
		cooldowns.Blocked,
		middleware.Concurrency(concurrency),
		cooldowns.Cooldown,
		middleware.Authenticate(c.source, c.settings.Credentials.Kind),
		cooldowns.Blocked,
		middleware.Measure(c.now),
		reduce,
	)
	return nil
}

// post sends a login or logout, the only requests that are not a GET.
func (c *Client) post(handler middleware.Handler) auth.Post {
	return func(ctx context.Context, path string, headers map[string]string, body []byte) protocol.Answer {
		return handler(ctx, &middleware.Request{
			Service: c.settings.Service, Method: http.MethodPost, URL: c.settings.Base + c.settings.Prefix + path, Headers: headers, Body: body,
		}).Answer
	}
}

// Settings are those of the instance.
func (c *Client) Settings() settings.Settings { return c.settings }

// CachedBytes is how much is cached, answers as they came and decoded: one bound is for both.
func (c *Client) CachedBytes() uint64 { return c.cache.Bytes() }

// Credentials tells who is logged in, empty without a login, and when the present token expires and is renewed, the
// zero time if it is not or nobody knows.
func (c *Client) Credentials() (user string, expires, renews time.Time) {
	if c.invalid != nil {
		return "", time.Time{}, time.Time{}
	}
	token := c.source.Peek()
	return c.settings.Credentials.Username, token.Expires, token.Renews
}

// Close logs out if there was a login that no other instance shares, and drops the connections that are kept open for
// the next request.
func (c *Client) Close() {
	c.cache.Close()
	if c.invalid != nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), logoutTimeout)
	defer cancel()
	c.source.Close(ctx)
	c.closeIdle()
}

// Fetch answers a request from the cache, with the answer of the same request that is under way, or by making it. A
// request that is not on the allow list is answered with a query fault, and one that the settings do not allow with a
// settings fault.
func (c *Client) Fetch(ctx context.Context, request protocol.Request) protocol.Answer {
	return c.FetchSince(ctx, request, time.Time{})
}

// FetchSince answers a request as Fetch does, but not with what arrived before a time: who polls wants to see it
// change.
func (c *Client) FetchSince(ctx context.Context, request protocol.Request, since time.Time) protocol.Answer {
	prepared, refused := c.prepare(request)
	if refused != nil {
		return *refused
	}
	cached := func() (protocol.Answer, bool) {
		answer, isCached := c.answers.get(prepared.URL)
		return answer, isCached && !answer.ReceivedAt.Before(since)
	}
	answer, isCached := cached()
	if !isCached {
		answer = c.calls.do(ctx, work{
			key: prepared.URL, deadline: c.deadline(ctx), cached: cached,
			call: func(ctx context.Context, canWait canWait) protocol.Answer {
				prepared.CanWait = canWait
				return c.handler(ctx, prepared).Answer
			},
			save: func(answer protocol.Answer) {
				// The answers of Demo cost nothing, and one of its names means another session every few minutes.
				if c.settings.Service != protocol.Demo {
					c.answers.set(prepared.URL, answer, prepared.Route.TTL(request.Params, answer))
				}
			},
		})
	}
	if answer.IsShared {
		c.countShared(request.Route)
	}
	return c.named(answer)
}

// FetchNew answers a request by making it, whatever is known.
func (c *Client) FetchNew(ctx context.Context, request protocol.Request) protocol.Answer {
	prepared, refused := c.prepare(request)
	if refused != nil {
		return *refused
	}
	deadline := c.deadline(ctx)
	prepared.IgnoresRouteCooldown = true
	prepared.CanWait = func(_ protocol.Answer, until time.Time) bool { return !deadline.Before(until) }
	return c.named(c.handler(ctx, prepared).Answer)
}

// Refuses returns the answer that says why a request would not leave, nil if it would.
func (c *Client) Refuses(request protocol.Request) *protocol.Answer {
	_, refused := c.prepare(request)
	return refused
}

// prepare makes a request ready to leave if the settings and the allow list let it, else the answer that says why not.
func (c *Client) prepare(request protocol.Request) (prepared *middleware.Request, refused *protocol.Answer) {
	fault, err := protocol.Settings, c.invalid
	var route routes.Route
	var path string
	if err == nil {
		fault = protocol.Query
		route, path, err = routes.Find(request.Route, request.Params)
	}
	if err == nil && c.settings.Service != protocol.Demo && route.Service != c.settings.Service {
		err = fmt.Errorf("route %s is not one of a %s data source", request.Route, c.settings.Service)
	}
	if err != nil {
		answer := protocol.Refusal(fault, protocol.Bounded(err.Error()))
		return nil, &answer
	}
	if route.Service == protocol.Storm {
		path = c.settings.Prefix + path
	}
	return &middleware.Request{
		Service: c.settings.Service, Route: route, Params: request.Params, Method: http.MethodGet, URL: c.settings.Base + path,
	}, nil
}

// deadline is when who makes a request stops waiting for another to be made: the timeout from now at most.
func (c *Client) deadline(ctx context.Context) time.Time {
	left := c.settings.Timeout
	if deadline, isSet := ctx.Deadline(); isSet {
		left = min(left, time.Until(deadline))
	}
	return c.now().Add(left)
}

// named puts the host before the detail of a timeout, which has none: who reads it has to look there.
func (c *Client) named(answer protocol.Answer) protocol.Answer {
	if answer.Fault != protocol.Timeout {
		return answer
	}
	if base, err := url.Parse(c.settings.Base); err == nil {
		answer.Detail = protocol.Bounded(base.Host + ": " + answer.Detail)
	}
	return answer
}
