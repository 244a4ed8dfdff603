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

// largestBody is the most of an answer that is read, in bytes, where Grafana's own limit is not lower.
const largestBody = 16 << 20

// httpClient makes a client as Grafana's settings want it: TLS, proxy, headers, tracing and metrics are the SDK's.
func httpClient(ctx context.Context, settings backend.DataSourceInstanceSettings, to connection, now func() time.Time) (made *http.Client, closeIdle func(), err error) {
	options, err := settings.HTTPClientOptions(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("the HTTP settings cannot be used: %w", err)
	}
	// Each request has a deadline of its own: behind middlewares, the client's timeout costs a goroutine and two timers a request.
	options.Timeouts.Timeout = 0
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

// post sends a login or logout, the only requests that are not a GET. What a login gives is a secret itself, and stays as it is.
func (c *Client) post(ctx context.Context, path string, headers map[string]string, body []byte) protocol.Answer {
	answer, _ := c.send(ctx, http.MethodPost, c.connection.base+c.connection.prefix+path, headers, body)
	if answer.Status == http.StatusOK {
		return answer
	}
	return c.clean(answer, headers)
}

func (to connection) urlOf(asked route, path string) string {
	prefix := ""
	if asked.service == Storm {
		prefix = to.prefix
	}
	return to.base + prefix + path
}

// send makes one HTTP request, body and all, within the timeout of the settings. The error is why no answer arrived, which the answer tells too.
func (c *Client) send(ctx context.Context, method, url string, headers map[string]string, body []byte) (protocol.Answer, error) {
	ctx, cancel := context.WithTimeout(ctx, c.connection.timeout)
	defer cancel()
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
	var text strings.Builder
	if _, err := io.Copy(&text, response.Body); err != nil {
		return faultOf(err), err
	}
	answer := protocol.Answer{
		Status:      response.StatusCode,
		ContentType: response.Header.Get("Content-Type"),
		RetryAfter:  response.Header.Get("Retry-After"),
		Text:        text.String(),
	}
	if leads, isRedirect := redirectOf(response); isRedirect {
		answer.ContentType, answer.Text = "application/json", messageOf(leads)
	}
	return answer, nil
}

func withBodyLimit(ctx context.Context) context.Context {
	limit := int64(largestBody)
	if grafanas := config.GrafanaConfigFromContext(ctx).ResponseLimit(); grafanas > 0 {
		limit = min(limit, grafanas)
	}
	return httpclient.WithResponseLimit(ctx, limit)
}
