package middleware

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
	"github.com/grafana/grafana-plugin-sdk-go/config"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// transportTo returns a transport to a server, and a request for it.
func transportTo(t *testing.T, handler http.HandlerFunc) (Handler, *Request) {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	client, err := httpclient.New()
	if err != nil {
		t.Fatal(err)
	}
	return Transport(client, 10*time.Minute), &Request{Method: http.MethodGet, URL: server.URL + "/a%2Fb?c=d"}
}

func TestTransportSendsTheRequest(t *testing.T) {
	transport, request := transportTo(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("Content-Type", "text/plain")
		w.Header().Set("Retry-After", "7")
		w.WriteHeader(http.StatusTeapot)
		_, _ = fmt.Fprint(w, r.Method, " ", r.RequestURI, " ", r.Header.Get("X-Api-Key"), " ", r.Header.Get("Accept"), " ", string(body))
	})
	request.Method, request.Headers, request.Body = http.MethodPost, map[string]string{"X-Api-Key": "k"}, []byte("body")
	const text = "POST /a%2Fb?c=d k application/json body"
	want := protocol.Answer{Status: http.StatusTeapot, ContentType: "text/plain", RetryAfter: "7", Text: text, Bytes: len(text)}
	if diff := cmp.Diff(want, transport(t.Context(), request).Answer); diff != "" {
		t.Error(diff)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func TestTransportReadsABodyUpToTheLimit(t *testing.T) {
	for _, row := range []struct {
		bytes  int64
		limit  string
		status int
		fault  protocol.Fault
	}{{maxBody, "", 200, ""}, {maxBody + 1, "", 0, protocol.TooLarge}, {2_000, "1000", 0, protocol.TooLarge}} {
		transport, request := transportTo(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.CopyN(w, endless{}, row.bytes) })
		ctx := config.WithGrafanaConfig(t.Context(), config.NewGrafanaCfg(map[string]string{config.ResponseLimit: row.limit}))
		if got := transport(ctx, request); got.Status != row.status || got.Fault != row.fault || row.status == 200 && len(got.Text) != maxBody {
			t.Errorf("%d bytes: %d %s, %d bytes", row.bytes, got.Status, got.Fault, len(got.Text))
		}
	}
}

func TestLocationLeavesOutPartsThatCanBeSecret(t *testing.T) {
	for location, want := range map[string]string{
		"https://storm.test/api/x":                             "https://storm.test/api/x",
		"https://storm.test":                                   "https://storm.test/",
		"/sign%2Fin?token=t-1#t-2":                             "http://here.test/sign%2Fin",
		"//me:pw@other.test:8443/x?next=/":                     "http://other.test:8443/x",
		"https://storm.test/" + strings.Repeat("x", maxPart+1): "https://storm.test/…",
		"https://" + strings.Repeat("x.", 200) + "test/":       "https://…/",
		"": "",
	} {
		request := httptest.NewRequest(http.MethodGet, "http://here.test/", http.NoBody)
		response := &http.Response{StatusCode: http.StatusFound, Header: http.Header{"Location": {location}}, Request: request}
		if got := locationOf(response); got != want {
			t.Errorf("%.50s: got %s, want %s", location, got, want)
		}
		if response.StatusCode = http.StatusCreated; locationOf(response) != "" {
			t.Error("a 201 is no redirect")
		}
	}
}
