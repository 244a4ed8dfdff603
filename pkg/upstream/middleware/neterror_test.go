package middleware

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

func TestAnswerForDistinguishesFaults(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = closed.Close()
	secure := httptest.NewTLSServer(http.NotFoundHandler())
	defer secure.Close()
	serve := func(handler http.HandlerFunc) string {
		server := httptest.NewServer(handler)
		t.Cleanup(server.Close)
		return server.URL
	}
	plain := serve(func(http.ResponseWriter, *http.Request) {})
	cut := serve(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = io.WriteString(w, "{")
	})
	dropped := serve(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for name, row := range map[string]struct {
		ctx    context.Context
		url    string
		fault  protocol.Fault
		detail string
		reset  bool
	}{
		"an unknown host":          {t.Context(), "http://nowhere.invalid", protocol.DNS, "nowhere.invalid", false},
		"nothing that listens":     {t.Context(), "http://" + closed.Addr().String(), protocol.Refused, "connection refused", false},
		"a self-signed one":        {t.Context(), secure.URL, protocol.TLS, "certificate signed by unknown authority", false},
		"TLS to a plain port":      {t.Context(), strings.Replace(plain, "http:", "https:", 1), protocol.TLS, "HTTP response to HTTPS client", false},
		"a connection that breaks": {t.Context(), cut, protocol.Unreachable, "unexpected EOF", false},
		"one that is dropped":      {t.Context(), dropped, protocol.Unreachable, "EOF", true},
		"a query that is over":     {cancelled, plain, protocol.Unreachable, "the query was cancelled", false},
	} {
		got := Transport(&http.Client{}, time.Minute)(row.ctx, &Request{Method: http.MethodGet, URL: row.url + "/secret-path"})
		if got.Fault != row.fault || !strings.Contains(got.Detail, row.detail) || got.WasReset != row.reset {
			t.Errorf("%s: got %q (%s), %v, want %q (… %s …)", name, got.Fault, got.Detail, got.WasReset, row.fault, row.detail)
		}
		if strings.Contains(got.Detail, "secret-path") {
			t.Errorf("%s: the detail holds the URL: %s", name, got.Detail)
		}
	}
	hangs := serve(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	if got := Transport(&http.Client{}, time.Millisecond)(t.Context(), &Request{Method: http.MethodGet, URL: hangs}); got.Fault != protocol.Timeout {
		t.Errorf("a host that hangs: got %+v", got)
	}
}
