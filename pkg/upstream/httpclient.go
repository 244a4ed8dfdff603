package upstream

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
)

// newHTTPClient returns a client for Grafana's settings, which sends the custom headers: the SDK provides TLS, proxies,
// tracing and metrics. It does not follow redirects. A transport replaces the network after all middlewares of the SDK;
// nil for the network.
func newHTTPClient(ctx context.Context, saved backend.DataSourceInstanceSettings, headers http.Header, transport http.RoundTripper) (client *http.Client, closeIdle func(), err error) {
	options, err := saved.HTTPClientOptions(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("the HTTP settings cannot be used: %w", err)
	}
	options.Header = headers
	// Each request has its own deadline: with middlewares, the client's timeout costs a goroutine and two timers per
	// request.
	options.Timeouts.Timeout = 0
	// The SDK's middlewares do not pass CloseIdleConnections on.
	var pool *http.Transport
	options.ConfigureTransport = func(_ httpclient.Options, transport *http.Transport) { pool = transport }
	options.ConfigureMiddleware = func(_ httpclient.Options, existing []httpclient.Middleware) []httpclient.Middleware {
		middlewares := slices.DeleteFunc(slices.Clone(existing), isTracing)
		if transport != nil {
			middlewares = append(middlewares, httpclient.MiddlewareFunc(func(httpclient.Options, http.RoundTripper) http.RoundTripper { return transport }))
		}
		return middlewares
	}
	client, err = httpclient.New(options)
	if err != nil {
		return nil, nil, fmt.Errorf("the HTTP settings cannot be used: %w", err)
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return client, pool.CloseIdleConnections, nil
}

// isTracing reports whether a middleware makes the SDK's spans. middleware.Trace makes one span of each request and its
// retries, without the URL. The SDK's spans would be a third of what the client allocates, even if none is recorded.
func isTracing(middleware httpclient.Middleware) bool {
	named, isNamed := middleware.(httpclient.MiddlewareName)
	return isNamed && named.MiddlewareName() == httpclient.TracingMiddlewareName
}
