// Package upstream opens every connection to 100ms and Storm, and is the only holder of their secrets.
package upstream

import (
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
	// unfit is why no request can be made, nil where the settings are in order.
	unfit error
	http  *http.Client
	open  chan struct{}
}

// New makes the client of an instance. Settings that cannot work do not fail here: they are the answer to each request, where whoever
// queries can read it.
func New(ctx context.Context, settings backend.DataSourceInstanceSettings, now func() time.Time) *Client {
	client := &Client{service: serviceOf(settings), open: make(chan struct{}, atOnce)}
	client.connection, client.unfit = connectionOf(settings)
	if client.unfit == nil {
		client.http, client.unfit = httpClient(ctx, settings, client.connection, now)
	}
	return client
}

// Service is what the instance talks to.
func (c *Client) Service() Service { return c.service }

// Close drops the connections that are kept open for the next request.
func (c *Client) Close() {
	if c.http != nil {
		c.http.CloseIdleConnections()
	}
}

// httpClient makes a client as Grafana's settings want it: TLS, proxy, headers, tracing and metrics are the SDK's.
func httpClient(ctx context.Context, settings backend.DataSourceInstanceSettings, to connection, now func() time.Time) (*http.Client, error) {
	options, err := settings.HTTPClientOptions(ctx)
	if err != nil {
		return nil, fmt.Errorf("the HTTP settings cannot be used: %w", err)
	}
	options.Timeouts.Timeout = to.timeout
	if to.service == Demo {
		options.ConfigureMiddleware = answeredBy(demo.NewTransport(now))
	}
	client, err := httpclient.New(options)
	if err != nil {
		return nil, fmt.Errorf("the HTTP settings cannot be used: %w", err)
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return client, nil
}

// answeredBy puts a transport behind all middlewares, in the place of the network.
func answeredBy(transport http.RoundTripper) httpclient.ConfigureMiddlewareFunc {
	last := httpclient.MiddlewareFunc(func(httpclient.Options, http.RoundTripper) http.RoundTripper { return transport })
	return func(_ httpclient.Options, existing []httpclient.Middleware) []httpclient.Middleware {
		return append(slices.Clone(existing), last)
	}
}

// Fetch answers one request. A request that is not on the allow list, or that the settings do not allow, is answered with a settings fault.
func (c *Client) Fetch(ctx context.Context, request protocol.Request) protocol.Answer {
	if c.unfit != nil {
		return protocol.Refusal(protocol.Settings, c.unfit.Error())
	}
	asked, path, err := target(request.Route, request.Params)
	if err == nil && c.service != Demo && asked.service != c.service {
		err = fmt.Errorf("route %s is not one of a %s data source", request.Route, c.service)
	}
	if err != nil {
		return protocol.Refusal(protocol.Settings, err.Error())
	}
	select {
	case c.open <- struct{}{}:
		defer func() { <-c.open }()
	case <-ctx.Done():
		return faultOf(ctx.Err())
	}
	return c.get(ctx, c.connection.urlOf(asked, path))
}

func (to connection) urlOf(asked route, path string) string {
	prefix := ""
	if asked.service == Storm {
		prefix = to.prefix
	}
	return to.base + prefix + path
}

func (c *Client) get(ctx context.Context, url string) protocol.Answer {
	request, err := http.NewRequestWithContext(withBodyLimit(ctx), http.MethodGet, url, nil)
	if err != nil {
		return faultOf(err)
	}
	request.Header.Set("Accept", "application/json")
	for name, value := range c.connection.headers {
		request.Header.Set(name, value)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return c.clean(faultOf(err))
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return c.clean(faultOf(err))
	}
	return c.clean(protocol.Answer{
		Status:      response.StatusCode,
		ContentType: response.Header.Get("Content-Type"),
		RetryAfter:  response.Header.Get("Retry-After"),
		Text:        string(body),
	})
}

func withBodyLimit(ctx context.Context) context.Context {
	limit := int64(largestBody)
	if grafanas := config.GrafanaConfigFromContext(ctx).ResponseLimit(); grafanas > 0 {
		limit = min(limit, grafanas)
	}
	return httpclient.WithResponseLimit(ctx, limit)
}

// clean makes all of an answer valid UTF-8 and takes our own secrets out, which an upstream may repeat in its error.
func (c *Client) clean(answer protocol.Answer) protocol.Answer {
	for _, text := range []*string{&answer.Words, &answer.ContentType, &answer.RetryAfter, &answer.Text} {
		for _, secret := range c.connection.secrets() {
			*text = strings.ReplaceAll(*text, secret, "[secret]")
		}
		*text = strings.ToValidUTF8(*text, "\ufffd")
	}
	return answer
}

// shortest is the fewest characters of a secret that are looked for in answers: a shorter one would be found in innocent text.
const shortest = 8

func (to connection) secrets() []string {
	var secrets []string
	for _, value := range to.headers {
		if secret := strings.TrimPrefix(value, "Bearer "); len(secret) >= shortest {
			secrets = append(secrets, secret)
		}
	}
	return secrets
}
