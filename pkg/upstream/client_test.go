package upstream

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/grafana/grafana-plugin-sdk-go/config"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

const secret = "super-secret-token"

var (
	info      = protocol.Request{Key: "stormInfo", Route: "stormInfo"}
	substream = protocol.Request{Route: "substream", Params: map[string]string{"app": "a/b", "streamKey": "..%2f", "substream": "x y?#"}}
	twoTypes  = protocol.Request{Route: "events", Params: map[string]string{"room_id": "r", "limit": "10", "type": "a,b"}}
	peerStats = protocol.Request{Route: "peerStats", Params: map[string]string{"session_id": "s/1", "peer_id": "p&1"}}
)

func stormAt(url string) *Client {
	settings := instance(url, `{"service":"storm","auth":"token","timeout":600}`, map[string]string{"token": secret, "apiKey": "key-key-key"})
	return New(context.Background(), settings, time.Now)
}

func hundredMSAt(url string) *Client { return hundredMSBy(url, time.Now) }

func hundredMSBy(url string, now func() time.Time) *Client {
	return New(context.Background(), instance(url+"/v2/", `{}`, map[string]string{"managementToken": secret}), now)
}

// said is what the upstream said, without when and at what cost.
func said(answer protocol.Answer) protocol.Answer {
	answer.At, answer.Requests, answer.IsShared = time.Time{}, 0, false
	return answer
}

func serve(t *testing.T, handler http.HandlerFunc) *httptest.Server {
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server
}

func TestFetchSendsWhatTheRouteSays(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		_, _ = fmt.Fprint(w, r.Method, " ", r.RequestURI, " key ", r.Header.Get("X-Api-Key"), " ", r.Header.Get("Accept"))
		if r.Header.Get("Authorization") != "Bearer "+secret {
			t.Errorf("Authorization was %q", r.Header.Get("Authorization"))
		}
	})
	for _, row := range []struct {
		client  *Client
		request protocol.Request
		text    string
	}{
		{stormAt(server.URL + "/"), substream, "GET /api/streams/a%2Fb/..%252f/x%20y%3F%23 key [secret] application/json"},
		{stormAt(server.URL), info, "GET /api/server/info key [secret] application/json"},
		{hundredMSAt(server.URL), twoTypes, "GET /v2/analytics/events?limit=10&room_id=r&type=a&type=b key  application/json"},
		{hundredMSAt(server.URL), peerStats, "GET /v2/analytics/peer-stats?peer_id=p%261&session_id=s%2F1 key  application/json"},
	} {
		want := protocol.Answer{Status: 200, ContentType: "text/plain", Text: row.text}
		if diff := cmp.Diff(want, said(row.client.Fetch(t.Context(), row.request))); diff != "" {
			t.Error(diff)
		}
	}
}

func TestFetchPassesAnyStatusOn(t *testing.T) {
	status := http.StatusOK
	var asked atomic.Int32
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		w.Header().Set("Content-Type", "application/json")
		if status < 400 {
			w.Header().Set("Location", "/elsewhere")
		}
		// Longer than the timeout: it is passed on, and not waited for.
		w.Header().Set("Retry-After", "700")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, "bad \xff\xfe text, token "+secret)
	})
	for i, code := range []int{301, 302, 307, 400, 401, 403, 404, 429, 500, 503} {
		status = code
		want := protocol.Answer{Status: code, ContentType: "application/json", RetryAfter: "700", Text: "bad \ufffd text, token [secret]"}
		if code == 401 || code == 403 {
			want.Auth = "token"
		}
		if code < 400 {
			want.Text = `{"message":"it leads to ` + server.URL + `/elsewhere"}`
		}
		if diff := cmp.Diff(want, said(stormAt(server.URL).Fetch(t.Context(), info))); diff != "" {
			t.Errorf("%d: %s", code, diff)
		}
		if int(asked.Load()) != i+1 {
			t.Fatalf("%d: a redirect was followed or a request repeated", code)
		}
	}
}

func TestFetchRefusesBeforeAnythingLeaves(t *testing.T) {
	server := serve(t, func(_ http.ResponseWriter, r *http.Request) { t.Errorf("asked for %s", r.RequestURI) })
	for name, row := range map[string]struct {
		client  *Client
		request protocol.Request
		fault   protocol.Fault
		words   string
	}{
		"wrong settings":        {New(t.Context(), instance(server.URL, `{}`, nil), time.Now), peerStats, protocol.Settings, "the management token is missing (secureJsonData.managementToken)"},
		"the other service's":   {stormAt(server.URL), peerStats, protocol.Query, "route peerStats is not one of a storm data source"},
		"the other's, reversed": {hundredMSAt(server.URL), info, protocol.Query, "route stormInfo is not one of a 100ms data source"},
		"unlisted":              {hundredMSAt(server.URL), protocol.Request{Route: "recordings"}, protocol.Query, `there is no route "recordings"`},
		"the viewers": {
			stormAt(server.URL), protocol.Request{Route: "substream", Params: map[string]string{"app": "live", "streamKey": "f1", "substream": "viewers"}},
			protocol.Query, `behind a stream, "viewers" is the path of Storm's list of viewers, with people's addresses, and no name of a substream`,
		},
		"a bad CA": {
			New(t.Context(), instance(server.URL, `{"tlsAuthWithCACert":true}`, map[string]string{"managementToken": "m", "tlsCACert": "none"}), time.Now),
			peerStats, protocol.Settings, "the HTTP settings cannot be used: failed to parse TLS CA PEM certificate",
		},
	} {
		want := protocol.Refusal(row.fault, row.words)
		if diff := cmp.Diff(want, said(row.client.Fetch(t.Context(), row.request))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestFetchTellsFaultsApart(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = closed.Close()
	selfSigned := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(selfSigned.Close)
	plain := serve(t, func(http.ResponseWriter, *http.Request) {})
	huge := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.CopyN(w, endless{}, largestBody+1)
	})
	cut := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = io.WriteString(w, "{")
	})
	for name, row := range map[string]struct {
		client *Client
		fault  protocol.Fault
		words  string
	}{
		"an unknown host":          {stormAt("http://nowhere.invalid"), protocol.DNS, "nowhere.invalid"},
		"nothing listening":        {stormAt("http://" + closed.Addr().String()), protocol.Refused, "connection refused"},
		"a self-signed one":        {stormAt(selfSigned.URL), protocol.TLS, "certificate signed by unknown authority"},
		"TLS to a plain port":      {stormAt(strings.Replace(plain.URL, "http:", "https:", 1)), protocol.TLS, "HTTP response to HTTPS client"},
		"a body without an end":    {stormAt(huge.URL), protocol.TooLarge, "16777216"},
		"a connection that breaks": {stormAt(cut.URL), protocol.Unreachable, "unexpected EOF"},
	} {
		answer := row.client.Fetch(t.Context(), info)
		if answer.Fault != row.fault || !strings.Contains(answer.Words, row.words) {
			t.Errorf("%s: got %q (%s), want %q (… %s …)", name, answer.Fault, answer.Words, row.fault, row.words)
		}
		if strings.Contains(answer.Words, secret) || strings.Contains(answer.Words, "/server/info") {
			t.Errorf("%s: the words hold the URL or a secret: %s", name, answer.Words)
		}
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func TestFetchReadsABodyOfExactlyTheLimit(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.CopyN(w, endless{}, largestBody) })
	if answer := stormAt(server.URL).Fetch(t.Context(), info); answer.Status != 200 || len(answer.Text) != largestBody {
		t.Fatalf("got %d, %q, %d bytes", answer.Status, answer.Words, len(answer.Text))
	}
}

func TestFetchKeepsGrafanasLowerLimit(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.CopyN(w, endless{}, 2_000) })
	ctx := config.WithGrafanaConfig(t.Context(), config.NewGrafanaCfg(map[string]string{config.ResponseLimit: "1000"}))
	if answer := stormAt(server.URL).Fetch(ctx, info); answer.Fault != protocol.TooLarge {
		t.Fatalf("got %d, %q", answer.Status, answer.Fault)
	}
}

func TestFetchStopsWaiting(t *testing.T) {
	inTime(t, func(t *testing.T) {
		hangs := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
		began := time.Now()
		settings := instance(upstreamURL, `{"service":"storm","auth":"token","timeout":"0.05"}`, map[string]string{"token": secret})
		impatient := inProcess(t, New(t.Context(), settings, time.Now), hangs)
		if answer := impatient.Fetch(t.Context(), info); answer.Fault != protocol.Timeout || time.Since(began) != 50*time.Millisecond {
			t.Errorf("after %v: got %d, %q (%s)", time.Since(began), answer.Status, answer.Fault, answer.Words)
		}
		cancelled, cancel := context.WithCancel(t.Context())
		time.AfterFunc(20*time.Millisecond, cancel)
		want := protocol.Refusal(protocol.Unreachable, "the query was cancelled")
		if diff := cmp.Diff(want, inProcess(t, stormAt(upstreamURL), hangs).Fetch(cancelled, info)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestFetchOpensEightAtOnce(t *testing.T) {
	inTime(t, func(t *testing.T) {
		var open, most atomic.Int32
		client := inProcess(t, stormAt(upstreamURL), func(http.ResponseWriter, *http.Request) {
			now := open.Add(1)
			defer open.Add(-1)
			for seen := most.Load(); now > seen && !most.CompareAndSwap(seen, now); seen = most.Load() {
			}
			time.Sleep(10 * time.Millisecond)
		})
		answers := make(chan protocol.Answer)
		for i := range 5 * atOnce {
			request := protocol.Request{Route: "substream", Params: map[string]string{"app": "a", "streamKey": fmt.Sprint(i), "substream": "s"}}
			go func() { answers <- client.Fetch(t.Context(), request) }()
		}
		for range 5 * atOnce {
			if answer := <-answers; answer.Status != 200 {
				t.Errorf("got %q (%s)", answer.Fault, answer.Words)
			}
		}
		if most.Load() != atOnce {
			t.Errorf("%d were open at once", most.Load())
		}
	})
}

func TestWordsOfARequestThatIsRefusedAreBounded(t *testing.T) {
	client := hundredMSAt("http://127.0.0.1:1")
	defer client.Close()
	long := strings.Repeat("\U0001f600\u0085", 100_000)
	for _, request := range []protocol.Request{
		{Route: long},
		{Route: "session", Params: map[string]string{"session_id": "s", long: "x"}},
	} {
		answer := client.Fetch(t.Context(), request)
		if answer.Fault != protocol.Query || answer.Words != protocol.Bounded(answer.Words) {
			t.Errorf("answered %s: %.100q", answer.Fault, answer.Words)
		}
	}
}

func TestAnUpstreamsHeadersAreBounded(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/"+strings.Repeat("é", 10_000))
		w.Header().Set("Retry-After", strings.Repeat("9", 10_000))
		w.WriteHeader(http.StatusBadRequest)
	})
	client := hundredMSAt(server.URL)
	defer client.Close()
	answer := client.Fetch(t.Context(), protocol.Request{Route: "session", Params: map[string]string{"session_id": "s"}})
	for _, header := range []string{answer.ContentType, answer.RetryAfter} {
		if header == "" || header != protocol.Bounded(header) {
			t.Errorf("%.100q of %d bytes", header, len(header))
		}
	}
}
