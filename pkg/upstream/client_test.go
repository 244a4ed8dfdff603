package upstream

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/auth"
)

const (
	secret = "super-secret-token"
	// upstreamURL is the address of an upstream in the same process. Nothing connects to it.
	upstreamURL = "http://upstream.invalid"
)

var (
	info      = protocol.Request{Key: "stormInfo", Route: "stormInfo"}
	peerStats = protocol.Request{Route: "peerStats", Params: map[string]string{"session_id": "s/1", "peer_id": "p&1"}}
)

func saved(url, jsonData string, secrets map[string]string) backend.DataSourceInstanceSettings {
	return backend.DataSourceInstanceSettings{UID: "u", URL: url, JSONData: []byte(jsonData), DecryptedSecureJSONData: secrets}
}

// inProcess returns a client whose requests a handler answers instead of the network.
func inProcess(t *testing.T, settings backend.DataSourceInstanceSettings, upstream http.HandlerFunc) *Client {
	t.Helper()
	client := newClient(t.Context(), settings, options{now: time.Now, logins: auth.NewRegistry(), transport: localTransport(upstream)})
	t.Cleanup(client.Close)
	return client
}

func hundredMS(t *testing.T, upstream http.HandlerFunc) *Client {
	t.Helper()
	return inProcess(t, saved(upstreamURL+"/v2/", `{}`, map[string]string{"managementToken": secret}), upstream)
}

func storm(t *testing.T, upstream http.HandlerFunc) *Client {
	t.Helper()
	settings := saved(upstreamURL+"/", `{"service":"storm","auth":"token"}`, map[string]string{"token": secret, "apiKey": "key-key-key"})
	return inProcess(t, settings, upstream)
}

type localTransport http.HandlerFunc

func (l localTransport) RoundTrip(request *http.Request) (*http.Response, error) {
	recorder := httptest.NewRecorder()
	l(recorder, request)
	if err := request.Context().Err(); err != nil {
		return nil, err
	}
	return recorder.Result(), nil
}

// content returns an answer without its time and cost.
func content(answer protocol.Answer) protocol.Answer {
	answer.ReceivedAt, answer.TTL, answer.Requests, answer.IsShared, answer.Bytes = time.Time{}, 0, 0, false, 0
	return answer
}

func TestFetchSendsTheRequestOfTheRoute(t *testing.T) {
	for name, row := range map[string]struct {
		client  func(*testing.T, http.HandlerFunc) *Client
		request protocol.Request
		want    string
	}{
		"Storm": {
			storm, protocol.Request{Route: "substream", Params: map[string]string{"app": "a/b", "streamKey": "..%2f", "substream": "x y?#"}},
			"GET http://upstream.invalid/api/streams/a%2Fb/..%252f/x%20y%3F%23 Bearer " + secret + " key-key-key",
		},
		"100ms": {
			hundredMS, protocol.Request{Route: "events", Params: map[string]string{"room_id": "r", "limit": "10", "type": "a,b"}},
			"GET http://upstream.invalid/v2/analytics/events?limit=10&room_id=r&type=a&type=b Bearer " + secret + " ",
		},
	} {
		got := ""
		client := row.client(t, func(_ http.ResponseWriter, r *http.Request) {
			got = r.Method + " " + r.URL.String() + " " + r.Header.Get("Authorization") + " " + r.Header.Get("X-Api-Key")
		})
		if client.Fetch(t.Context(), row.request); got != row.want {
			t.Errorf("%s: got %s, want %s", name, got, row.want)
		}
	}
}

func TestFetchReturnsAnyStatus(t *testing.T) {
	for _, code := range []int{301, 400, 401, 403, 404, 429, 500, 503} {
		requests := 0
		client := storm(t, func(w http.ResponseWriter, _ *http.Request) {
			requests++
			w.Header().Set("Content-Type", "application/json")
			// The wait is longer than the timeout, so the answer is returned without a retry.
			w.Header().Set("Retry-After", "700")
			w.WriteHeader(code)
			_, _ = io.WriteString(w, `{"message":"no `+secret+`"}`)
		})
		want := protocol.Answer{Status: code, ContentType: "application/json", RetryAfter: "700", Text: `{"message":"no [secret]"}`, IsDocument: true}
		if code == 401 || code == 403 {
			want.Auth = "token"
		}
		if diff := cmp.Diff(want, content(client.Fetch(t.Context(), info))); diff != "" || requests != 1 {
			t.Errorf("%d after %d requests: %s", code, requests, diff)
		}
	}
}

func TestFetchRefusesBeforeItSendsARequest(t *testing.T) {
	unreachable := func(_ http.ResponseWriter, r *http.Request) { t.Errorf("%s left", r.RequestURI) }
	viewers := protocol.Request{Route: "viewers", Params: map[string]string{"app": "live", "streamKey": "k", "systemClients": "true", "page": "1", "rowsPerPage": "9"}}
	long := strings.Repeat("\U0001f600\u0085", 100_000)
	for name, row := range map[string]struct {
		client  *Client
		request protocol.Request
		fault   protocol.Fault
		detail  string
	}{
		"wrong settings":        {inProcess(t, saved(upstreamURL, `{}`, nil), unreachable), peerStats, protocol.Settings, "the management token is missing (secureJsonData.managementToken)"},
		"the other service's":   {storm(t, unreachable), peerStats, protocol.Query, "route peerStats is not one of a storm data source"},
		"the other's, reversed": {hundredMS(t, unreachable), info, protocol.Query, "route stormInfo is not one of a 100ms data source"},
		"unlisted":              {hundredMS(t, unreachable), protocol.Request{Route: "webhooks"}, protocol.Query, `there is no route "webhooks"`},
		"a name without end":    {hundredMS(t, unreachable), protocol.Request{Route: long}, protocol.Query, protocol.SingleLine(fmt.Sprintf("there is no route %q", long))},
		"viewers, off":          {storm(t, unreachable), viewers, protocol.Settings, "the setting viewers is off"},
		"viewers, not quite on": {inProcess(t, saved(upstreamURL, `{"service":"storm","auth":"token","viewers":"true"}`, map[string]string{"token": secret}), unreachable), viewers, protocol.Settings, "the setting viewers is off"},
		"a bad CA": {
			inProcess(t, saved(upstreamURL, `{"tlsAuthWithCACert":true}`, map[string]string{"managementToken": "m", "tlsCACert": "none"}), unreachable),
			peerStats, protocol.Settings, "the HTTP settings cannot be used: failed to parse TLS CA PEM certificate",
		},
	} {
		want := protocol.NotSent(row.fault, row.detail)
		if diff := cmp.Diff(want, row.client.Fetch(t.Context(), row.request)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if diff := cmp.Diff(&want, row.client.Check(row.request)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestFetchReturnsACachedAnswerUntilItsTTL(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for name, row := range map[string]struct {
			code int
			body string
			// requests is how many are sent for three fetches; the last is 15 s after the others.
			requests int
		}{
			"a document":      {200, `{"id":"s"}`, 2},
			"nothing":         {404, `{"message":"not found"}`, 2},
			"half a document": {200, `{"id":`, 3},
			"a failure":       {500, ``, 3},
		} {
			requests := 0
			client := hundredMS(t, func(w http.ResponseWriter, _ *http.Request) {
				requests++
				w.WriteHeader(row.code)
				_, _ = io.WriteString(w, row.body)
			})
			request := protocol.Request{Route: "session", Params: map[string]string{"session_id": "s"}}
			first := client.Fetch(t.Context(), request)
			synctest.Wait()
			second := client.Fetch(t.Context(), request)
			if row.requests == 2 && (!second.IsShared || second.Text != first.Text || second.Status != row.code || !second.ReceivedAt.Equal(first.ReceivedAt)) {
				t.Errorf("%s: got %+v, then %+v", name, first, second)
			}
			time.Sleep(15 * time.Second)
			if client.Fetch(t.Context(), request); requests != row.requests {
				t.Errorf("%s: %d requests", name, requests)
			}
		}
	})
}

func TestFetchSinceIgnoresEarlierAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		requests := 0
		client := hundredMS(t, func(w http.ResponseWriter, _ *http.Request) {
			requests++
			_, _ = io.WriteString(w, `{"id":"s"}`)
		})
		request := protocol.Request{Route: "session", Params: map[string]string{"session_id": "s"}}
		at := client.Fetch(t.Context(), request).ReceivedAt
		synctest.Wait()
		time.Sleep(time.Second)
		for since, want := range map[time.Time]int{at: 1, at.Add(time.Millisecond): 2} {
			if client.FetchSince(t.Context(), request, since); since.Equal(at) && requests > 2 || !since.Equal(at) && requests != 2 {
				t.Errorf("since %v: %d requests, want %d", since, requests, want)
			}
			synctest.Wait()
		}
	})
}

// A missing permission may have been granted since, so Save & test ignores a cooldown of its route, but not a rejected
// token.
func TestFetchNewIgnoresACooldownOfItsRoute(t *testing.T) {
	for code, want := range map[int]int{http.StatusUnauthorized: 1, http.StatusForbidden: 2, http.StatusTooManyRequests: 2} {
		synctest.Test(t, func(t *testing.T) {
			requests := 0
			settings := saved(upstreamURL, `{"timeout":1}`, map[string]string{"managementToken": secret})
			client := inProcess(t, settings, func(w http.ResponseWriter, _ *http.Request) {
				requests++
				w.Header().Set("Retry-After", "20")
				w.WriteHeader(code)
			})
			client.Fetch(t.Context(), peerStats)
			if answer := client.FetchNew(t.Context(), peerStats); answer.Status != code || requests != want {
				t.Errorf("%d: answered %d after %d requests, want %d", code, answer.Status, requests, want)
			}
		})
	}
}

func TestCloseLogsOut(t *testing.T) {
	var paths []string
	settings := saved(upstreamURL, `{"service":"storm","username":"demo"}`, map[string]string{"password": "the-password"})
	client := inProcess(t, settings, func(w http.ResponseWriter, r *http.Request) {
		paths = append(paths, r.Method+" "+r.URL.Path+" "+r.Header.Get("Authorization"))
		_, _ = io.WriteString(w, `{"data":{"accessToken":"the-token","remainingTime":900000}}`)
	})
	client.Fetch(context.Background(), info)
	user, expires, renews := client.Credentials()
	client.Close()
	want := []string{"POST /api/auth/login ", "GET /api/server/info Bearer the-token", "POST /api/auth/logout Bearer the-token"}
	if diff := cmp.Diff(want, paths); diff != "" || user != "demo" || expires.Sub(renews) != time.Minute {
		t.Errorf("as %s, renewed %v before the token expires: %s", user, expires.Sub(renews), diff)
	}
}
