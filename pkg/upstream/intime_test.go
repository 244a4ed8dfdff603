package upstream

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/cache"
)

// upstreamURL is the address of an upstream in the same process. Nothing connects to it.
const upstreamURL = "http://upstream.invalid"

// warmUp uses the compressor of the cache once. It makes its channels on first use, and a channel of one bubble cannot be used outside of it.
var warmUp = sync.OnceFunc(func() {
	warm := cache.New(1<<20, time.Now)
	defer warm.Close()
	warm.Section("warm").Keep("key", "text", time.Hour)
	warm.Section("warm").Get("key")
})

// inTime runs a test on a clock that moves only while everything waits. Computing takes no time on it, so the test gives the same result on
// any machine. It fails where a goroutine is left. The test must not use the network: see inProcess.
func inTime(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	warmUp()
	synctest.Test(t, test)
}

// inProcess lets a handler answer a client's requests in the place of the network.
func inProcess(t *testing.T, client *Client, upstream http.HandlerFunc) *Client {
	t.Helper()
	client.http = &http.Client{Transport: localTransport(upstream), CheckRedirect: client.http.CheckRedirect}
	t.Cleanup(client.Close)
	return client
}

type localTransport http.HandlerFunc

func (p localTransport) RoundTrip(request *http.Request) (*http.Response, error) {
	recorder := httptest.NewRecorder()
	p(recorder, request)
	if err := request.Context().Err(); err != nil {
		return nil, err
	}
	return recorder.Result(), nil
}
