package plugin

import (
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/peerlens/peerlens-quality-datasource/simulator"
)

const (
	// behindProxy is a host that only the proxy knows.
	behindProxy = "peerlens-behind-a-proxy.invalid"
	// unknownHost is an unknown host that is reached without a proxy.
	unknownHost = "nowhere.invalid"
)

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
	for name, value := range map[string]string{"HTTP_PROXY": proxy.URL, "HTTPS_PROXY": "http://" + deadAddress(), "NO_PROXY": unknownHost} {
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

func TestEachAddressIsReachedOrHasItsOwnError(t *testing.T) {
	secure := httptest.NewTLSServer(simulator.Handler(hourAfterCall))
	defer secure.Close()
	const dead = "the proxy cannot be reached"
	for name, row := range map[string]struct {
		url, jsonData string
		want          messages
	}{
		"100ms":              {"http://" + behindProxy, `{}`, messages{"frames", `{"status":200`, "OK: Reached 100ms"}},
		"Storm with a login": {"http://" + behindProxy, `{"service":"storm","username":"demo"}`, messages{"frames", `{"status":200`, "as demo; the token renews in 14 min."}},
		"another host":       {"http://another.invalid", `{}`, messages{"the proxy does not know another.invalid", `{"status":403`, "ERROR: Permission: "}},
		"a dead proxy":       {"https://" + behindProxy, `{}`, messages{dead, `{"fault":"unreachable"`, "ERROR: Host: The connection failed ("}},
		"self-signed":        {secure.URL, `{}`, messages{"the TLS connection failed", `{"fault":"tls"`, "ERROR: TLS: "}},
		"nothing listens":    {"http://" + deadAddress(), `{}`, messages{"nothing is listening", `{"fault":"refused"`, "ERROR: Host: "}},
		"an unknown host":    {"http://" + unknownHost, `{}`, messages{"the host name is unknown", `{"fault":"dns"`, "ERROR: Host: "}},
		"no scheme":          {"api.100ms.live", `{}`, messages{"must start with http://", `{"fault":"settings"`, "ERROR: Settings: "}},
	} {
		t.Run(name, func(t *testing.T) {
			expectMessages(t, settingsAt(row.url, row.jsonData), hourAfterCall, row.want)
		})
	}
}
