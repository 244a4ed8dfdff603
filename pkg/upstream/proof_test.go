package upstream

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// doors is a Storm server with paths that are closed to the user, which it says with a 401 as it knows no 403.
type doors struct {
	closed []string
	// forgets says that the server has lost the tokens that it gave so far.
	forgets int
	logins  int
	asked   map[string]int
}

func (d *doors) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, loginPath) {
		d.logins++
		_, _ = fmt.Fprintf(w, `{"data":{"accessToken":"token-number-%03d","remainingTime":900000}}`, d.logins)
		return
	}
	d.asked[r.URL.Path]++
	token := 0
	_, _ = fmt.Sscanf(r.Header.Get("Authorization"), "Bearer token-number-%d", &token)
	isForgotten := token > 0 && token <= d.forgets
	for _, closed := range d.closed {
		if isForgotten || strings.HasPrefix(r.URL.Path, "/api"+closed) {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
	}
	_, _ = w.Write([]byte(`{"data":{}}`))
}

// visitor is a client of such a server.
type visitor struct {
	*Client
	at *clock
}

func (d *doors) visitor(t *testing.T, jsonData string) visitor {
	t.Helper()
	d.asked = map[string]int{}
	server := serve(t, d.ServeHTTP)
	now := &clock{at: noon}
	secrets := map[string]string{"password": "the-password", "token": "the-static-token"}
	client := newClient(t.Context(), instance(server.URL, jsonData, secrets), now.now, newLogins())
	t.Cleanup(client.Close)
	return visitor{client, now}
}

func (v visitor) expect(t *testing.T, request protocol.Request, status int) {
	t.Helper()
	if answer := v.Fetch(t.Context(), request); answer.Status != status {
		t.Errorf("%s at %v was answered %d, %s (%s), held by %+v, want %d", request.Route, v.at.now().Sub(noon), answer.Status, answer.Fault, answer.Words, answer.HeldBy, status)
	}
	// An answer is kept after it has been given, at the time of that.
	waitFor(t, func() bool { return v.underWay() == 0 })
}

const (
	byLogin = `{"service":"storm","username":"demo"}`
	byToken = `{"service":"storm","auth":"token"}`
)

var (
	applications = protocol.Request{Route: "applications", Params: map[string]string{"page": "1", "rowsPerPage": "10"}}
	streams      = protocol.Request{Route: "streams", Params: applications.Params}
)

func nativeOf(app string) protocol.Request {
	return protocol.Request{Route: "substream", Params: map[string]string{"app": app, "streamKey": "studio", "substream": "native"}}
}

// A picker that asks for a closed page every half a minute neither stops what others read nor costs logins.
func TestAClosedPageStopsNothingElse(t *testing.T) {
	for name, jsonData := range map[string]string{"login": byLogin, "token": byToken} {
		t.Run(name, func(t *testing.T) {
			server := &doors{closed: []string{"/applications"}}
			client := server.visitor(t, jsonData)
			for range 100 {
				client.expect(t, native, 200)
				client.expect(t, applications, 401)
				client.at.pass(10 * time.Second)
			}
			// 1,000 s are 34 times 30 s, and need a second token of 900 s; each of the two may be tried once more.
			if got := server.asked["/api/applications"]; got > 36 || server.logins > 2 {
				t.Errorf("%d requests for the closed page, %d logins", got, server.logins)
			}
		})
	}
}

// Where nothing else proves the token a closed page costs a login now and then, and not one each time.
func TestAClosedPageAloneCostsFewLogins(t *testing.T) {
	server := &doors{closed: []string{"/"}}
	client := server.visitor(t, byLogin)
	for range 30 {
		client.expect(t, applications, 401)
		client.at.pass(31 * time.Second)
	}
	// 930 s are 3 times 5 minutes; the token ends once.
	if server.logins > 5 || server.logins < 2 {
		t.Errorf("%d logins", server.logins)
	}
}

// One application is closed, and another open: what is asked of the first costs a login, and stops its route alone.
func TestAClosedApplicationCostsOneLogin(t *testing.T) {
	server := &doors{closed: []string{"/streams/closed/"}}
	client := server.visitor(t, byLogin)
	for range 5 {
		client.expect(t, nativeOf("open"), 200)
		client.expect(t, nativeOf("closed"), 401)
		client.expect(t, applications, 200)
		client.at.pass(31 * time.Second)
	}
	if server.logins != 2 {
		t.Errorf("%d logins", server.logins)
	}
}

// A server that starts anew knows no token: one login, whatever was closed before.
func TestAForgottenTokenIsNoClosedPage(t *testing.T) {
	server := &doors{closed: []string{"/applications"}}
	client := server.visitor(t, byLogin)
	client.expect(t, native, 200)
	client.expect(t, applications, 401)
	client.at.pass(10 * time.Second)
	server.forgets = server.logins
	client.expect(t, native, 200)
	client.expect(t, streams, 200)
	if server.logins != 2 {
		t.Errorf("%d logins", server.logins)
	}
}

// A pasted token that nothing has taken lately is wrong for all routes.
func TestAPastedTokenThatNothingTakesIsRefusedForAll(t *testing.T) {
	server := &doors{closed: []string{"/"}}
	client := server.visitor(t, byToken)
	client.expect(t, native, 401)
	client.expect(t, applications, 401)
	client.expect(t, streams, 401)
	if len(server.asked) != 1 {
		t.Errorf("asked for %v", server.asked)
	}
}

// Save & test of a user to whom the server info is closed: one login, and whoever reads substreams goes on.
func TestAClosedServerInfoCostsOneLogin(t *testing.T) {
	server := &doors{closed: []string{"/server/info"}}
	client := server.visitor(t, byLogin)
	for range 3 {
		if answer := client.FetchAnew(t.Context(), info); answer.Status != 401 || answer.Auth != login || answer.HeldBy != nil {
			t.Errorf("the server info was answered %+v", answer)
		}
		client.expect(t, native, 200)
		client.at.pass(time.Second * 2)
	}
	if server.logins != 1 || server.asked["/api/server/info"] != 3 {
		t.Errorf("%d logins, asked for %v", server.logins, server.asked)
	}
}
