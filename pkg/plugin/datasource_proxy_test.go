package plugin

import (
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/peerlens/peerlens-quality-datasource/simulator"
)

// behindProxy is a host that only the proxy knows.
const behindProxy = "peerlens-behind-a-proxy.invalid"

// useProxies sets the proxies of this process, which Go reads once: for http a proxy that knows one host, for https an
// address without a proxy.
func useProxies() {
	simulated := simulator.Handler(hourAfterCall)
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Host != behindProxy {
			http.Error(w, "the proxy does not know "+r.URL.Host, http.StatusForbidden)
			return
		}
		w.Header().Set("Via", "1.1 a-proxy")
		simulated.ServeHTTP(w, r)
	}))
	for name, value := range map[string]string{"HTTP_PROXY": proxy.URL, "HTTPS_PROXY": "http://" + deadAddress()} {
		if err := os.Setenv(name, value); err != nil {
			panic(err)
		}
	}
}

// deadAddress returns an address without a listener.
func deadAddress() string {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	_ = closed.Close()
	return closed.Addr().String()
}

// pkg/upstream/middleware tests the faults of the network.
func TestProxiesOfTheEnvironmentAreUsed(t *testing.T) {
	for name, row := range map[string]struct {
		url, jsonData string
		want          messages
	}{
		"100ms":              {"http://" + behindProxy, `{}`, messages{"frames", `{"status":200`, "OK: Reached 100ms"}},
		"Storm with a login": {"http://" + behindProxy, `{"service":"storm","username":"demo"}`, messages{"frames", `{"status":200`, "as demo; the token renews in 14 min."}},
		"another host":       {"http://another.invalid", `{}`, messages{"the proxy does not know another.invalid", `{"status":403`, "ERROR: Permission: "}},
		"a dead proxy":       {"https://" + behindProxy, `{}`, messages{"the proxy cannot be reached", `{"fault":"unreachable"`, "ERROR: Host: The connection failed ("}},
	} {
		t.Run(name, func(t *testing.T) {
			expectMessages(t, settingsAt(row.url, row.jsonData), hourAfterCall, row.want)
		})
	}
}
