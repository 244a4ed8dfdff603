package plugin

import (
	"context"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
	"github.com/peerlens/peerlens-quality-datasource/pkg/cache"
)

// upstreamURL is the address of an upstream in the same process. Nothing connects to it.
const upstreamURL = "http://upstream.invalid"

// warmUp uses the compressor of the cache once. It makes its channels on first use, and a channel of one bubble cannot be used outside of it.
var warmUp = sync.OnceFunc(func() {
	warm := cache.New(1<<20, time.Now)
	defer warm.Close()
	warm.Section("warm").Set("key", "text", time.Hour)
	warm.Section("warm").Get("key")
})

// inTime runs a test on a clock that moves only while everything waits. Computing takes no time on it, so the test gives the same result on
// any machine. It fails where a goroutine is left. The test must not use the network: see newInTime.
func inTime(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	warmUp()
	synctest.Test(t, func(t *testing.T) {
		// A late request goes on for the next query, until its own timeout. The clock stops with the test, so wait for that.
		t.Cleanup(func() { time.Sleep(time.Minute) })
		test(t)
	})
}

// newInTime makes an instance, and the context in which a handler answers its requests without a network.
func newInTime(t *testing.T, jsonData string, upstream http.Handler) (*Datasource, context.Context) {
	t.Helper()
	return newInTimeBy(t, jsonData, upstream, time.Now)
}

func newInTimeBy(t *testing.T, jsonData string, upstream http.Handler, now func() time.Time) (*Datasource, context.Context) {
	t.Helper()
	instance := newDatasource(t.Context(), backend.DataSourceInstanceSettings{
		URL: upstreamURL, JSONData: []byte(jsonData),
		DecryptedSecureJSONData: map[string]string{"managementToken": "the-management-token", "token": "the-storm-token"},
	}, now)
	t.Cleanup(instance.Dispose)
	return instance, answeredBy(t.Context(), upstream)
}

// answeredBy gives a context whose requests a handler answers in the place of the network, behind the SDK's middlewares for headers.
func answeredBy(ctx context.Context, upstream http.Handler) context.Context {
	return httpclient.WithContextualMiddleware(ctx, httpclient.MiddlewareFunc(func(httpclient.Options, http.RoundTripper) http.RoundTripper {
		return httpclient.RoundTripperFunc(func(request *http.Request) (*http.Response, error) {
			recorder := httptest.NewRecorder()
			upstream.ServeHTTP(recorder, request)
			if err := request.Context().Err(); err != nil {
				return nil, err
			}
			return recorder.Result(), nil
		})
	}))
}
