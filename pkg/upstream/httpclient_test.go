package upstream

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/binary"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"math/big"
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

// pair is a certificate with its key, in PEM.
type pair struct{ cert, key string }

func (p pair) tls(t *testing.T) tls.Certificate {
	t.Helper()
	parsed, err := tls.X509KeyPair([]byte(p.cert), []byte(p.key))
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// authority returns its certificate, and a function that issues others for a host name.
func authority(t *testing.T) (pair, *x509.CertPool, func(name string) pair) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	ca := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Test CA"}, NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	sign := func(certificate *x509.Certificate, own *ecdsa.PrivateKey) pair {
		der, err := x509.CreateCertificate(rand.Reader, certificate, ca, &own.PublicKey, key)
		if err != nil {
			t.Fatal(err)
		}
		private, err := x509.MarshalPKCS8PrivateKey(own)
		if err != nil {
			t.Fatal(err)
		}
		return pair{
			cert: string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})),
			key:  string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})),
		}
	}
	own := sign(ca, key)
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM([]byte(own.cert))
	return own, pool, func(name string) pair {
		leaf, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		return sign(&x509.Certificate{
			SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name}, NotAfter: time.Now().Add(time.Hour),
			ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
		}, leaf)
	}
}

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
	ca, pool, issue := authority(t)
	_, _, issueOther := authority(t)
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprintf(w, `{"data":{"version":"%s %s:%s","serverName":"%s"}}`, r.TLS.PeerCertificates[0].Subject.CommonName, user, password, r.Header.Get("Cf-Access-Client-Id"))
	}))
	server.TLS = &tls.Config{Certificates: []tls.Certificate{issue("storm.internal").tls(t)}, ClientCAs: pool, ClientAuth: tls.RequireAndVerifyClientCert}
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	client, other := issue("grafana"), issueOther("stranger")
	with := func(own pair) map[string]string {
		return map[string]string{"tlsCACert": ca.cert, "tlsClientCert": own.cert, "tlsClientKey": own.key}
	}
	all := with(client)
	all["basicAuthPassword"], all["httpHeaderValue1"] = "pass-pass-pass", "cf-id-cf-id"
	const mutual = `"tlsAuth":true,"tlsAuthWithCACert":true,"serverName":"storm.internal"`
	for name, row := range map[string]struct {
		jsonData string
		secrets  map[string]string
		text     string
		fault    protocol.Fault
		detail   string
	}{
		"client certificate, own CA, server name": {`{` + mutual + `}`, with(client), `{"data":{"version":"grafana :","serverName":""}}`, "", ""},
		"with a header; basic auth is redacted":   {`{` + mutual + `,"httpHeaderName1":"CF-Access-Client-Id"}`, all, `{"data":{"version":"grafana me:[secret]","serverName":"[secret]"}}`, "", ""},
		"any certificate of the server":           {`{"tlsAuth":true,"tlsSkipVerify":true}`, with(client), `{"data":{"version":"grafana :","serverName":""}}`, "", ""},
		"no client certificate":                   {`{"tlsAuthWithCACert":true,"serverName":"storm.internal"}`, map[string]string{"tlsCACert": ca.cert}, "", protocol.TLS, "certificate required"},
		"a certificate of another authority":      {`{` + mutual + `}`, with(other), "", protocol.TLS, "tls: "},
		"no CA":                                   {`{"tlsAuth":true,"serverName":"storm.internal"}`, map[string]string{"tlsClientCert": client.cert, "tlsClientKey": client.key}, "", protocol.TLS, "unknown authority"},
		"another server name":                     {`{"tlsAuth":true,"tlsAuthWithCACert":true,"serverName":"other.internal"}`, with(client), "", protocol.TLS, "not other.internal"},
		"a key that is no key":                    {`{` + mutual + `}`, map[string]string{"tlsCACert": ca.cert, "tlsClientCert": client.cert, "tlsClientKey": "no key"}, "", protocol.Settings, "the HTTP settings cannot be used"},
		"a CA that is none":                       {`{"tlsAuthWithCACert":true}`, map[string]string{"tlsCACert": "no certificate"}, "", protocol.Settings, "the HTTP settings cannot be used"},
	} {
		answer := fetchInfo(t.Context(), t, server.URL, row.jsonData, row.secrets)
		if answer.Text != row.text || answer.Fault != row.fault || !strings.Contains(answer.Detail, row.detail) {
			t.Errorf("%s: got %+v", name, answer)
		}
	}
}

// socksServer is a SOCKS5 proxy over TLS that asks for a user. It returns its address, and the targets of its
// connections.
func socksServer(t *testing.T, config *tls.Config, user string) (address string, targets chan string) {
	t.Helper()
	listener, err := tls.Listen("tcp", "127.0.0.1:0", config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	targets = make(chan string, 1)
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				if target := socksTarget(conn, user); target != "" {
					targets <- target
					relay(conn, target)
				}
			}()
		}
	}()
	return listener.Addr().String(), targets
}

// socksTarget reads the greeting, the user and password of RFC 1929, and the request of RFC 1928 with an IPv4 address.
func socksTarget(conn io.ReadWriter, user string) string {
	read := func(n int) []byte {
		bytes := make([]byte, n)
		_, _ = io.ReadFull(conn, bytes)
		return bytes
	}
	read(int(read(2)[1]))
	_, _ = conn.Write([]byte{5, 2})
	name := string(read(int(read(2)[1])))
	read(int(read(1)[0]))
	if name != user {
		_, _ = conn.Write([]byte{1, 1})
		return ""
	}
	_, _ = conn.Write([]byte{1, 0})
	read(4)
	host := net.IP(read(4)).String()
	port := binary.BigEndian.Uint16(read(2))
	_, _ = conn.Write([]byte{5, 0, 0, 1, 0, 0, 0, 0, 0, 0})
	return net.JoinHostPort(host, fmt.Sprint(port))
}

func relay(conn net.Conn, target string) {
	upstream, err := net.Dial("tcp", target)
	if err != nil {
		return
	}
	defer upstream.Close()
	go func() { _, _ = io.Copy(upstream, conn) }()
	_, _ = io.Copy(conn, upstream)
}

func TestTheSecureSocksProxyOfGrafana(t *testing.T) {
	ca, pool, issue := authority(t)
	client := issue("grafana")
	address, targets := socksServer(t, &tls.Config{Certificates: []tls.Certificate{issue("socks.internal").tls(t)}, ClientCAs: pool, ClientAuth: tls.RequireAndVerifyClientCert}, "uid-7")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"data":{"version":"3.0.1"}}`)
	}))
	defer server.Close()
	ctx := config.WithGrafanaConfig(t.Context(), config.NewGrafanaCfg(map[string]string{
		proxy.PluginSecureSocksProxyEnabled: "true", proxy.PluginSecureSocksProxyProxyAddress: address, proxy.PluginSecureSocksProxyServerName: "socks.internal",
		proxy.PluginSecureSocksProxyRootCAsContents: ca.cert, proxy.PluginSecureSocksProxyClientCertContents: client.cert, proxy.PluginSecureSocksProxyClientKeyContents: client.key,
	}))
	const proxied = `{"enableSecureSocksProxy":true,"secureSocksProxyUsername":"uid-7"}`

	if answer := fetchInfo(ctx, t, server.URL, `{"x":1}`, nil); answer.Status != 200 || len(targets) != 0 {
		t.Errorf("not switched on in the data source: %+v, %d connections", answer, len(targets))
	}
	if answer := fetchInfo(t.Context(), t, server.URL, proxied, nil); answer.Status != 200 || len(targets) != 0 {
		t.Errorf("not switched on in Grafana: %+v, %d connections", answer, len(targets))
	}
	answer := fetchInfo(ctx, t, server.URL, proxied, map[string]string{"secureSocksProxyPassword": "p"})
	if answer.Status != 200 || len(targets) != 1 || "http://"+<-targets != server.URL {
		t.Errorf("through the proxy: %+v", answer)
	}
	refused := fetchInfo(ctx, t, server.URL, strings.Replace(proxied, "uid-7", "stranger", 1), map[string]string{"secureSocksProxyPassword": "p"})
	if refused.Fault != protocol.Unreachable || refused.Detail != "Grafana's SOCKS proxy failed: username/password authentication failed" {
		t.Errorf("a user whom the proxy does not know: %+v", refused)
	}
}
