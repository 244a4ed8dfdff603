// Package upstream makes every request to 100ms and Storm, and is the only holder of their secrets. The client finds a
// request on the allow list (routes), answers it from the cache or shares one in flight (coalesce.go), or else
// sends it through a chain (middleware), which authenticates it (auth) and reduces its answer to what the core reads
// (fields, redact).
package upstream

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
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
	// invalid is why no request can be made; nil for valid settings. The fields below are set only then.
	invalid   error
	handler   middleware.Handler
	source    auth.Source
	closeIdle func()
	now       func() time.Time
	calls     coalescer
	cache     *cache.Cache
}

// options are the differences of instances besides their settings.
type options struct {
	now    func() time.Time
	logins *auth.Registry
	// transport replaces the network; nil for the network.
	transport http.RoundTripper
}

// New returns the client of an instance. It does not fail on invalid settings: each request is answered with the error,
// so that users can read it.
func New(ctx context.Context, saved backend.DataSourceInstanceSettings, now func() time.Time) *Client {
	return newClient(ctx, saved, options{now: now, logins: processLogins})
}

func newClient(ctx context.Context, saved backend.DataSourceInstanceSettings, options options) *Client {
	client := &Client{now: options.now, calls: coalescer{calls: map[string]*call{}}}
	client.settings, client.invalid = settings.Parse(saved)
	client.cache = cache.New(client.settings.CacheBytes, options.now)
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
	http, closeIdle, err := newHTTPClient(ctx, saved, c.settings.Headers, options.transport)
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

// Settings returns the settings of the instance.
func (c *Client) Settings() settings.Settings { return c.settings }

// CachedBytes returns the size of the cache, which has both answers and decoded answers in one size limit.
func (c *Client) CachedBytes() uint64 { return c.cache.Bytes() }

// Credentials returns the name of the login, empty without one, and when the current token expires and is renewed; the
// zero time if it does not, or if that is unknown.
func (c *Client) Credentials() (user string, expires, renews time.Time) {
	if c.invalid != nil {
		return "", time.Time{}, time.Time{}
	}
	token := c.source.Peek()
	return c.settings.Credentials.Username, token.Expires, token.Renews
}

// Close logs out if no other instance shares the login, and closes idle connections.
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

// Fetch answers a request from the cache, with the answer of the same request in flight, or by sending it. It answers a
// request that is not on the allow list with a query fault, and one that the settings do not allow with a settings
// fault.
func (c *Client) Fetch(ctx context.Context, request protocol.Request) protocol.Answer {
	return c.FetchSince(ctx, request, time.Time{})
}

// FetchSince answers a request as Fetch does, but not with an answer that arrived before a time: a poll must see
// changes.
func (c *Client) FetchSince(ctx context.Context, request protocol.Request, since time.Time) protocol.Answer {
	prepared, refusal := c.prepare(request)
	if refusal != nil {
		return *refusal
	}
	cached := func() (protocol.Answer, bool) {
		answer, isCached := c.cache.Get(prepared.URL)
		return answer, isCached && !answer.ReceivedAt.Before(since)
	}
	answer, isCached := cached()
	if !isCached {
		answer = c.calls.do(ctx, work{
			key: prepared.URL, deadline: c.deadline(ctx), cached: cached,
			call: func(ctx context.Context, keepsWaiting keepsWaiting) protocol.Answer {
				prepared.KeepsWaiting = keepsWaiting
				answer := c.handler(ctx, prepared).Answer
				answer.TTL = c.ttl(prepared, answer)
				return answer
			},
			save: func(answer protocol.Answer) { c.cache.Set(prepared.URL, answer) },
		})
	}
	if answer.IsShared {
		c.countShared(request.Route)
	}
	return c.withHost(answer)
}

// ttl returns how long an answer may be reused. Of the demo's answers only those that never change are: the others cost
// nothing, and `latest-call` is another session every few minutes.
func (c *Client) ttl(request *middleware.Request, answer protocol.Answer) time.Duration {
	ttl := request.Route.TTL(request.Params, answer)
	if c.settings.Service == protocol.Demo && ttl < routes.Final {
		return 0
	}
	return ttl
}

// FetchNew answers a request by sending it, without the cache.
func (c *Client) FetchNew(ctx context.Context, request protocol.Request) protocol.Answer {
	prepared, refusal := c.prepare(request)
	if refusal != nil {
		return *refusal
	}
	deadline := c.deadline(ctx)
	prepared.IgnoresRouteCooldown = true
	prepared.KeepsWaiting = func(_ protocol.Answer, until time.Time) bool { return !deadline.Before(until) }
	return c.withHost(c.handler(ctx, prepared).Answer)
}

// URL returns the URL of a request without its query string; empty if the request would not be sent.
func (c *Client) URL(request protocol.Request) string {
	prepared, refusal := c.prepare(request)
	if refusal != nil {
		return ""
	}
	url, _, _ := strings.Cut(prepared.URL, "?")
	return url
}

// Check returns the answer that says why a request would not be sent; nil if it would be.
func (c *Client) Check(request protocol.Request) *protocol.Answer {
	_, refusal := c.prepare(request)
	return refusal
}

// prepare returns the request to send, or the refusal if the settings or the allow list do not permit it.
func (c *Client) prepare(request protocol.Request) (prepared *middleware.Request, refusal *protocol.Answer) {
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
	if err == nil && route.IsPrivate && c.settings.Saved["viewers"] != true {
		fault, err = protocol.Settings, errors.New("the setting viewers is off")
	}
	if err != nil {
		answer := protocol.NotSent(fault, protocol.SingleLine(err.Error()))
		return nil, &answer
	}
	if route.Service == protocol.Storm {
		path = c.settings.Prefix + path
	}
	return &middleware.Request{
		Service: c.settings.Service, Route: route, Params: request.Params, Method: http.MethodGet, URL: c.settings.Base + path,
	}, nil
}

// deadline returns when a request stops waiting for its turn or a retry: at the end of ctx, or after the timeout if
// that is earlier.
func (c *Client) deadline(ctx context.Context) time.Time {
	left := c.settings.Timeout
	if deadline, isSet := ctx.Deadline(); isSet {
		left = min(left, time.Until(deadline))
	}
	return c.now().Add(left)
}

// withHost adds the host to the detail of a timeout, which does not name it: a reader must check that host.
func (c *Client) withHost(answer protocol.Answer) protocol.Answer {
	if answer.Fault != protocol.Timeout {
		return answer
	}
	if base, err := url.Parse(c.settings.Base); err == nil {
		answer.Detail = protocol.SingleLine(base.Host + ": " + answer.Detail)
	}
	return answer
}
