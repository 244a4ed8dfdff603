package plugin

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/peerlens/peerlens-quality-datasource/simulator"
)

// atLogin breaks a server's login alone.
func atLogin(broken http.HandlerFunc) http.HandlerFunc {
	simulated := simulator.Handler(simulator.Options{Now: hourAfterCall})
	return func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/auth/login") {
			broken(w, r)
			return
		}
		simulated.ServeHTTP(w, r)
	}
}

func cutShort(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "100")
	_, _ = w.Write([]byte(`{"data":`))
}

// Whatever goes wrong with a login is said in each way, leaves nothing running, and is not tried again for each who asks.
func TestEachFaultOfALoginIsSaidInEachWay(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("%s %s was sent to another host", r.Method, r.RequestURI)
	}))
	defer elsewhere.Close()
	for name, row := range map[string]struct {
		broken http.HandlerFunc
		isTLS  bool
		want   asked
	}{
		"self-signed": {text("", ""), true, asked{"the TLS connection failed", `{"fault":"tls"`, "ERROR: TLS: "}},
		"hung":        {never, false, asked{"no answer in time", `{"fault":"timeout"`, "ERROR: Host: "}},
		"HTML": {
			text("text/html", "<html>Sign in</html>"), false,
			asked{"the answer to the login holds no access token", `{"fault":"login"`, "ERROR: Authentication: "},
		},
		"cut":  {cutShort, false, asked{"the connection failed (unexpected EOF", `{"fault":"unreachable"`, "ERROR: Host: "}},
		"half": {text("application/json", `{"data":`), false, asked{"holds no access token", `{"fault":"login"`, "ERROR: Authentication: "}},
		"bomb": {zeros, false, asked{"the answer is too large", `{"fault":"tooLarge"`, "ERROR: Answer: "}},
		"redirected": {
			func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, elsewhere.URL, http.StatusTemporaryRedirect)
			}, false,
			asked{"it leads to " + elsewhere.URL + "/; the next login is tried in", `{"status":307`, "ERROR: Host: Storm answered 307 for its server info: at the login: it leads to"},
		},
		"a fault of its own": {
			func(w http.ResponseWriter, _ *http.Request) {
				http.Error(w, "out of order", http.StatusInternalServerError)
			}, false,
			asked{"at the login: out of order; the next login is tried in", `{"status":500`, "ERROR: Server: Storm answered 500 for its server info: at the login: out of order"},
		},
		"not ready": {
			func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }, false,
			asked{"The fault is on the side of Storm", `{"status":503`, "ERROR: Server: Storm answered 503 for its server info: at the login: no words of its own"},
		},
		"no content": {
			func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }, false,
			asked{"downstream: Storm answered 204", `{"status":204`, "ERROR: Answer: Storm answered 204 for its server info: at the login: "},
		},
		"another path": {
			http.NotFound, false,
			asked{"Check the URL in the data source settings.", `{"status":404`, "ERROR: Host: Storm answered 404 for its server info: at the login: 404 page not found"},
		},
		"refused without words": {
			func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) }, false,
			asked{"the login failed (401 no words of its own;", `{"fault":"login"`, "ERROR: Authentication: "},
		},
		"too often": {
			func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Retry-After", "42")
				w.WriteHeader(http.StatusTooManyRequests)
			}, false,
			asked{"the next login is tried in 42 s", `{"fault":"wait"`, "ERROR: Authentication: "},
		},
	} {
		t.Run(name, func(t *testing.T) {
			var logins atomic.Int32
			server := httptest.NewUnstartedServer(atLogin(func(w http.ResponseWriter, r *http.Request) {
				logins.Add(1)
				row.broken(w, r)
			}))
			if row.isTLS {
				server.StartTLS()
			} else {
				server.Start()
			}
			defer server.Close()
			timeout := "600"
			if name == "hung" {
				timeout = "0.3"
			}
			settings := backend.DataSourceInstanceSettings{
				URL: server.URL, JSONData: []byte(`{"service":"storm","username":"demo","timeout":` + timeout + `}`),
				DecryptedSecureJSONData: map[string]string{"password": simulator.Password},
			}
			askAll(t, settings, hourAfterCall).expect(t, row.want)
			if !row.isTLS && logins.Load() != 1 {
				t.Errorf("%d logins", logins.Load())
			}
		})
	}
}
