package plugin

import (
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/peerlens/peerlens-quality-datasource/simulator"
)

const (
	// behindProxy is a host that only the proxy knows.
	behindProxy = "peerlens-behind-a-proxy.invalid"
	// unknownHost is one that nobody knows, and that is asked for without a proxy.
	unknownHost = "nowhere.invalid"
)

// useProxies sets the proxies of this process, which Go reads once: for http one that knows a host, for https one that is not there.
func useProxies() {
	simulated := simulator.Handler(simulator.Options{Now: hourAfterCall})
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

// deadAddress is one at which nothing listens.
func deadAddress() string {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	_ = closed.Close()
	return closed.Addr().String()
}

func TestAProxyIsUsedOrNamed(t *testing.T) {
	const dead = "the proxy cannot be reached"
	for name, row := range map[string]struct {
		url, jsonData string
		want          asked
	}{
		"100ms":              {"http://" + behindProxy, `{}`, asked{"frames", `{"status":200`, "OK: Reached 100ms"}},
		"Storm with a login": {"http://" + behindProxy, `{"service":"storm","username":"demo"}`, asked{"frames", `{"status":200`, "as demo; the token renews in 14 min."}},
		"another host":       {"http://another.invalid", `{}`, asked{"the proxy does not know another.invalid", `{"status":403`, "ERROR: Permission: "}},
		"a dead proxy":       {"https://" + behindProxy, `{}`, asked{dead, `{"fault":"unreachable"`, "ERROR: Host: 100ms could not be asked"}},
		"a dead proxy before a login": {
			"https://" + behindProxy, `{"service":"storm","username":"demo"}`, asked{dead, dead, "ERROR: Host: Storm could not be asked"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			secrets := map[string]string{"managementToken": simulator.ManagementToken, "password": simulator.Password}
			settings := backend.DataSourceInstanceSettings{URL: row.url, JSONData: []byte(row.jsonData), DecryptedSecureJSONData: secrets}
			askAll(t, settings, hourAfterCall).expect(t, row.want)
		})
	}
}
