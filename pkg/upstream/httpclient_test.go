package upstream

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend/proxy"
	"github.com/grafana/grafana-plugin-sdk-go/config"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// fetchInfo requests Storm's server info with an API key, through a client of its own.
func fetchInfo(ctx context.Context, t *testing.T, url, jsonData string, secrets map[string]string) protocol.Answer {
	t.Helper()
	all := map[string]string{"apiKey": "key-key-key"}
	for name, secret := range secrets {
		all[name] = secret
	}
	settings := saved(url, strings.Replace(jsonData, "{", `{"service":"storm","auth":"apiKey",`, 1), all)
	settings.BasicAuthEnabled, settings.BasicAuthUser = secrets["basicAuthPassword"] != "", "me"
	client := New(ctx, settings, time.Now)
	defer client.Close()
	return client.Fetch(ctx, info)
}

func TestTLSAsTheSettingsSay(t *testing.T) {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprintf(w, `{"data":{"version":"%d %s:%s","serverName":"%s"}}`, len(r.TLS.PeerCertificates), user, password, r.Header.Get("Cf-Access-Client-Id"))
	}))
	server.TLS = &tls.Config{ClientAuth: tls.RequireAnyClientCert}
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	// The server's own certificate is for example.com. Here it is the client's too, and its own authority.
	certificate := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}))
	private, err := x509.MarshalPKCS8PrivateKey(server.TLS.Certificates[0].PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	key := string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}))
	authority := map[string]string{"tlsCACert": certificate}
	client := map[string]string{"tlsClientCert": certificate, "tlsClientKey": key}
	both := map[string]string{"tlsCACert": certificate, "tlsClientCert": certificate, "tlsClientKey": key}
	all := map[string]string{"basicAuthPassword": "pass-pass-pass", "httpHeaderValue1": "cf-id-cf-id"}
	maps.Copy(all, both)
	wrong := map[string]string{"tlsCACert": certificate, "tlsClientCert": certificate, "tlsClientKey": "no key"}
	const mutual = `"tlsAuth":true,"tlsAuthWithCACert":true,"serverName":"example.com"`
	for name, row := range map[string]struct {
		jsonData string
		secrets  map[string]string
		text     string
		fault    protocol.Fault
		detail   string
	}{
		"client certificate, own CA, server name": {`{` + mutual + `}`, both, `{"data":{"version":"1 :","serverName":""}}`, "", ""},
		"with a header; basic auth is redacted":   {`{` + mutual + `,"httpHeaderName1":"CF-Access-Client-Id"}`, all, `{"data":{"version":"1 me:[secret]","serverName":"[secret]"}}`, "", ""},
		"any certificate of the server":           {`{"tlsAuth":true,"tlsSkipVerify":true}`, both, `{"data":{"version":"1 :","serverName":""}}`, "", ""},
		"no client certificate":                   {`{"tlsAuthWithCACert":true}`, authority, "", protocol.TLS, "certificate required"},
		"no CA":                                   {`{"tlsAuth":true}`, client, "", protocol.TLS, "unknown authority"},
		"another server name":                     {`{"tlsAuth":true,"tlsAuthWithCACert":true,"serverName":"other.internal"}`, both, "", protocol.TLS, "not other.internal"},
		"a key that is no key":                    {`{` + mutual + `}`, wrong, "", protocol.Settings, "the HTTP settings cannot be used"},
	} {
		answer := fetchInfo(t.Context(), t, server.URL, row.jsonData, row.secrets)
		if answer.Text != row.text || answer.Fault != row.fault || !strings.Contains(answer.Detail, row.detail) {
			t.Errorf("%s: got %+v", name, answer)
		}
	}
}

// The SDK tests its client of SOCKS proxies. This proxy accepts no user, so its error shows that it was used.
func TestTheSecureSocksProxyOfGrafana(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			_, _ = io.ReadFull(conn, make([]byte, 4))
			_, _ = conn.Write([]byte{5, 0xff})
			_ = conn.Close()
		}
	}()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{}`) }))
	defer server.Close()
	ctx := config.WithGrafanaConfig(t.Context(), config.NewGrafanaCfg(map[string]string{
		proxy.PluginSecureSocksProxyEnabled: "true", proxy.PluginSecureSocksProxyProxyAddress: listener.Addr().String(),
		proxy.PluginSecureSocksProxyServerName: "socks", proxy.PluginSecureSocksProxyAllowInsecure: "true",
	}))
	const proxied = `{"enableSecureSocksProxy":true,"secureSocksProxyUsername":"uid-7"}`
	if answer := fetchInfo(ctx, t, server.URL, `{"x":1}`, nil); answer.Status != 200 {
		t.Errorf("not switched on in the data source: %+v", answer)
	}
	if answer := fetchInfo(t.Context(), t, server.URL, proxied, nil); answer.Status != 200 {
		t.Errorf("not switched on in Grafana: %+v", answer)
	}
	refused := fetchInfo(ctx, t, server.URL, proxied, map[string]string{"secureSocksProxyPassword": "p"})
	if refused.Fault != protocol.Unreachable || refused.Detail != "Grafana's SOCKS proxy failed: no acceptable authentication methods" {
		t.Errorf("through the proxy: %+v", refused)
	}
}
