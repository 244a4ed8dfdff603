package upstream

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
)

// newHTTPClient makes a client as Grafana's settings want it: TLS, proxy, headers, tracing and metrics are the SDK's.
// It does not follow redirects. A transport takes the place of the network behind all middlewares of the SDK; nil for
// the network.
func newHTTPClient(ctx context.Context, saved backend.DataSourceInstanceSettings, transport http.RoundTripper) (made *http.Client, closeIdle func(), err error) {
	options, err := saved.HTTPClientOptions(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("the HTTP settings cannot be used: %w", err)
	}
	// Each request has a deadline of its own: behind middlewares, the client's timeout costs a goroutine and two timers
	// a request.
	options.Timeouts.Timeout = 0
	// The SDK's middlewares do not pass CloseIdleConnections on.
	var pool *http.Transport
	options.ConfigureTransport = func(_ httpclient.Options, made *http.Transport) { pool = made }
	if transport != nil {
		last := httpclient.MiddlewareFunc(func(httpclient.Options, http.RoundTripper) http.RoundTripper { return transport })
		options.ConfigureMiddleware = func(_ httpclient.Options, existing []httpclient.Middleware) []httpclient.Middleware {
			return append(slices.Clone(existing), last)
		}
	}
	client, err := httpclient.New(options)
	if err != nil {
		return nil, nil, fmt.Errorf("the HTTP settings cannot be used: %w", err)
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return client, pool.CloseIdleConnections, nil
}
