// Package upstream opens every connection to 100ms and Storm, and is the only holder of their secrets.
package upstream

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
	"github.com/grafana/grafana-plugin-sdk-go/config"
	"github.com/peerlens/peerlens-quality-datasource/pkg/demo"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

const (
	// atOnce is how many requests of one instance are open at the same time.
	atOnce = 8
	// largestBody is the most of an answer that is read, in bytes, where Grafana's own limit is not lower.
	largestBody = 16 << 20
)

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
	open      chan struct{}
	holds     holds
	now       func() time.Time
	// pause waits before a retry, and tells whether ctx let it.
	pause   func(ctx context.Context, wait time.Duration) bool
	flights *flights
}

// New makes the client of an instance. Settings that cannot work do not fail here: they are the answer to each request, where whoever
// queries can read it.
func New(ctx context.Context, settings backend.DataSourceInstanceSettings, now func() time.Time) *Client {
	return newClient(ctx, settings, now, processLogins)
}

func newClient(ctx context.Context, settings backend.DataSourceInstanceSettings, now func() time.Time, shared *logins) *Client {
	client := &Client{
		service: serviceOf(settings), open: make(chan struct{}, atOnce),
		holds: holds{byKey: map[string]hold{}}, now: now, pause: pause, flights: newFlights(now),
	}
	client.connection, client.unfit = connectionOf(settings)
	if client.unfit == nil {
		client.http, client.closeIdle, client.unfit = httpClient(ctx, settings, client.connection, now)
	}
	if client.unfit == nil {
		client.auth = authenticatorOf(client.connection, client.post, shared, now)
	}
	return client
}

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
	c.flights.recent.Close()
	if c.unfit != nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), lastWords)
	defer cancel()
	c.auth.close(ctx)
	c.closeIdle()
}

// httpClient makes a client as Grafana's settings want it: TLS, proxy, headers, tracing and metrics are the SDK's.
func httpClient(ctx context.Context, settings backend.DataSourceInstanceSettings, to connection, now func() time.Time) (made *http.Client, closeIdle func(), err error) {
	options, err := settings.HTTPClientOptions(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("the HTTP settings cannot be used: %w", err)
	}
	options.Timeouts.Timeout = to.timeout
	// The SDK's middlewares do not pass CloseIdleConnections on.
	var pool *http.Transport
	options.ConfigureTransport = func(_ httpclient.Options, made *http.Transport) { pool = made }
	if to.service == Demo {
		options.ConfigureMiddleware = answeredBy(demo.NewTransport(now))
	}
	client, err := httpclient.New(options)
	if err != nil {
		return nil, nil, fmt.Errorf("the HTTP settings cannot be used: %w", err)
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return client, pool.CloseIdleConnections, nil
}

// answeredBy puts a transport behind all middlewares, in the place of the network.
func answeredBy(transport http.RoundTripper) httpclient.ConfigureMiddlewareFunc {
	last := httpclient.MiddlewareFunc(func(httpclient.Options, http.RoundTripper) http.RoundTripper { return transport })
	return func(_ httpclient.Options, existing []httpclient.Middleware) []httpclient.Middleware {
		return append(slices.Clone(existing), last)
	}
}

// Fetch answers one request: with what the same one was answered a moment ago, or will be where it is under way, else by asking. A request
// that is not on the allow list, or that the settings do not allow, is answered with a settings fault.
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

// Refuses tells, in the words of a settings fault, why a request would not leave; nil where it would.
func (c *Client) Refuses(request protocol.Request) error {
	_, _, err := c.target(request)
	return err
}

// target gives a request's route and path where the settings and the allow list let it leave.
func (c *Client) target(request protocol.Request) (route, string, error) {
	if c.unfit != nil {
		return route{}, "", c.unfit
	}
	asked, path, err := target(request.Route, request.Params)
	if err == nil && c.service != Demo && asked.service != c.service {
		err = fmt.Errorf("route %s is not one of a %s data source", request.Route, c.service)
	}
	return asked, path, err
}

func (c *Client) fetch(ctx context.Context, request protocol.Request, since time.Time, isFresh bool) protocol.Answer {
	asked, path, err := c.target(request)
	if err != nil {
		return protocol.Refusal(protocol.Settings, err.Error())
	}
	asking := &asking{client: c, name: request.Route, url: c.connection.urlOf(asked, path), until: c.patience(ctx)}
	if isFresh {
		return c.ask(ctx, asking, true)
	}
	ask := func(ctx context.Context) protocol.Answer { return c.ask(ctx, asking, false) }
	answer := c.flights.join(ctx, path, since, ask, c.standing(asked))
	if answer.IsShared {
		sharedTotal.WithLabelValues(string(c.service), request.Route).Inc()
	}
	return answer
}

// standing gives how long the answers of a route are given again. Those of Demo cost nothing, and one of its names means another call
// every few minutes.
func (c *Client) standing(asked route) func(protocol.Answer) time.Duration {
	if c.service == Demo {
		return func(protocol.Answer) time.Duration { return 0 }
	}
	return asked.standsFor
}

// patience is when whoever asks stops waiting, at most the timeout from now.
func (c *Client) patience(ctx context.Context) time.Time {
	left := c.connection.timeout
	if deadline, isSet := ctx.Deadline(); isSet {
		left = min(left, time.Until(deadline))
	}
	return c.now().Add(left)
}

// ask makes a request, unless it was refused a moment ago. A right that was missing may have been given since: who asks anew, asks.
func (c *Client) ask(ctx context.Context, asking *asking, isFresh bool) protocol.Answer {
	if standing, isHeld := c.holds.of(asking.name, c.now()); isHeld && !(isFresh && standing.Status == http.StatusForbidden) {
		return shared(standing)
	}
	answer := asking.answer(ctx)
	c.holds.note(asking.name, answer, c.now())
	return answer
}

// post sends a login or logout, the only requests that are not a GET.
func (c *Client) post(ctx context.Context, path string, headers map[string]string, body []byte) protocol.Answer {
	answer, _ := c.send(ctx, http.MethodPost, c.connection.base+c.connection.prefix+path, headers, body)
	return answer
}

func (to connection) urlOf(asked route, path string) string {
	prefix := ""
	if asked.service == Storm {
		prefix = to.prefix
	}
	return to.base + prefix + path
}

// send makes one HTTP request. The error is why no answer arrived, which the answer tells too.
func (c *Client) send(ctx context.Context, method, url string, headers map[string]string, body []byte) (protocol.Answer, error) {
	request, err := http.NewRequestWithContext(withBodyLimit(ctx), method, url, bytes.NewReader(body))
	if err != nil {
		return faultOf(err), err
	}
	request.Header.Set("Accept", "application/json")
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return faultOf(err), err
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return faultOf(err), err
	}
	return protocol.Answer{
		Status:      response.StatusCode,
		ContentType: response.Header.Get("Content-Type"),
		RetryAfter:  response.Header.Get("Retry-After"),
		Text:        string(text),
	}, nil
}

func withBodyLimit(ctx context.Context) context.Context {
	limit := int64(largestBody)
	if grafanas := config.GrafanaConfigFromContext(ctx).ResponseLimit(); grafanas > 0 {
		limit = min(limit, grafanas)
	}
	return httpclient.WithResponseLimit(ctx, limit)
}

// clean makes all of an answer valid UTF-8 and takes our own secrets out, which an upstream may repeat in its error: those of the
// instance, and those that were sent, which can be older.
func (c *Client) clean(answer protocol.Answer, sent map[string]string) protocol.Answer {
	secrets := append(c.auth.secrets(), secretsOf(sent)...)
	for _, text := range []*string{&answer.Words, &answer.ContentType, &answer.RetryAfter, &answer.Text} {
		for _, secret := range secrets {
			if len(secret) >= shortest {
				*text = masked(*text, secret)
			}
		}
		*text = strings.ToValidUTF8(*text, "\ufffd")
	}
	return answer
}

// shortest is the fewest characters of a secret that are looked for in answers: a shorter one would be found in innocent text.
const shortest = 8

// secretsOf gives the values of headers without the scheme before them.
func secretsOf(headers map[string]string) []string {
	var secrets []string
	for _, value := range headers {
		secrets = append(secrets, strings.TrimPrefix(value, bearer))
	}
	return secrets
}
