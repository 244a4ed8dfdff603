package upstream

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/simulator"
	"go.uber.org/goleak"
)

var native = protocol.Request{Route: "substream", Params: map[string]string{"app": "live", "streamKey": "studio", "substream": "native"}}

// storm is a simulated server, with a clock and a process' logins that a test has for itself.
type storm struct {
	url    string
	now    *clock
	logins *logins
}

func startStorm(t *testing.T, options simulator.Options) storm {
	t.Helper()
	before := goleak.IgnoreCurrent()
	t.Cleanup(func() { expectNothingRuns(t, before) })
	now := &clock{at: noon}
	options.Now = now.now
	server := httptest.NewServer(simulator.Handler(options))
	t.Cleanup(server.Close)
	return storm{url: server.URL, now: now, logins: newLogins()}
}

func (s storm) client(t *testing.T, password string) *Client {
	return s.clientWith(t, `{"service":"storm","username":"demo"}`, password)
}

func (s storm) clientWith(t *testing.T, jsonData, password string) *Client {
	t.Helper()
	made := newClient(t.Context(), instance(s.url, jsonData, map[string]string{"password": password}), s.now.now, s.logins)
	// Some tests close it themselves, which is no harm.
	t.Cleanup(made.Close)
	return made
}

// requests gives how often a path was asked for.
func (s storm) requests(t *testing.T, path string) int {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+"/simulator/requests", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	var counted struct{ ByPath map[string]int }
	if err := json.NewDecoder(response.Body).Decode(&counted); err != nil {
		t.Fatal(err)
	}
	return counted.ByPath[path]
}

func (s storm) expect(t *testing.T, logins, logouts int) {
	t.Helper()
	if got := s.requests(t, "/api/auth/login"); got != logins {
		t.Errorf("%d logins, want %d", got, logins)
	}
	if got := s.requests(t, "/api/auth/logout"); got != logouts {
		t.Errorf("%d logouts, want %d", got, logouts)
	}
}

func answered(t *testing.T, client *Client, status int) {
	t.Helper()
	if answer := client.FetchAnew(t.Context(), native); answer.Status != status {
		t.Fatalf("answered %d, %s (%s), want %d", answer.Status, answer.Fault, answer.Words, status)
	}
}

func faulty(t *testing.T, client *Client, fault protocol.Fault, words string) {
	t.Helper()
	if answer := client.FetchAnew(t.Context(), native); answer.Fault != fault || !strings.Contains(answer.Words, words) {
		t.Fatalf("answered %d, %s (%s), want %s (%s)", answer.Status, answer.Fault, answer.Words, fault, words)
	}
}

func TestManyRequestsLogInOnce(t *testing.T) {
	server := startStorm(t, simulator.Options{})
	client := server.client(t, simulator.Password)
	var all sync.WaitGroup
	for range 100 {
		all.Go(func() {
			if answer := client.Fetch(t.Context(), native); answer.Status != 200 {
				t.Errorf("answered %d, %s (%s)", answer.Status, answer.Fault, answer.Words)
			}
		})
	}
	all.Wait()
	client.Close()
	server.expect(t, 1, 1)
}

func TestATokenIsRenewedAMinuteEarly(t *testing.T) {
	server := startStorm(t, simulator.Options{})
	client := server.client(t, simulator.Password)
	answered(t, client, 200)
	server.now.pass(840*time.Second - time.Millisecond)
	answered(t, client, 200)
	server.expect(t, 1, 0)
	server.now.pass(time.Millisecond)
	answered(t, client, 200)
	// Nobody waits for the login that renews a token.
	waitFor(t, func() bool { return server.requests(t, "/api/auth/login") == 2 })
}

func TestATokenThatTheServerForgotCostsOneLogin(t *testing.T) {
	server := startStorm(t, simulator.Options{})
	client, other := server.client(t, simulator.Password), server.client(t, simulator.Password)
	answered(t, client, 200)
	headers, err := client.auth.headers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	client.post(t.Context(), logoutPath, headers, nil)
	answered(t, client, 200)
	answered(t, other, 200)
	server.expect(t, 2, 1)
}

func TestInstancesThatLogInAlikeShareALogin(t *testing.T) {
	server := startStorm(t, simulator.Options{})
	before := server.client(t, simulator.Password)
	answered(t, before, 200)
	after := server.clientWith(t, `{"service":"storm","username":"demo","timeout":50}`, simulator.Password)
	before.Close()
	answered(t, after, 200)
	server.expect(t, 1, 0)
	after.Close()
	server.expect(t, 1, 1)
	if len(server.logins.open) != 0 {
		t.Errorf("%d sessions are left", len(server.logins.open))
	}
}

func TestAWrongPasswordIsTriedOnceAMinute(t *testing.T) {
	server := startStorm(t, simulator.Options{})
	wrong := server.client(t, "wrong-password ")
	for range 50 {
		faulty(t, wrong, protocol.Login, "401 Username or password is incorrect (the password begins or ends with a blank); the next login is tried in 60 s")
	}
	server.expect(t, 1, 0)
	// The corrected setting is another login, and is not held back.
	right := server.client(t, simulator.Password)
	answered(t, right, 200)
	server.now.pass(time.Minute)
	faulty(t, wrong, protocol.Login, "Username or password is incorrect")
	server.expect(t, 3, 0)
}

func TestTheLedgerIsOfTheHostAndSaysWhen(t *testing.T) {
	server := startStorm(t, simulator.Options{TokenLife: time.Second})
	client := server.client(t, simulator.Password)
	for range 5 {
		answered(t, client, 200)
		server.now.pass(2 * time.Second)
	}
	const words = "Storm takes 5 logins a minute from one address, and they are used up; the next is possible in "
	faulty(t, client, protocol.Wait, words+"50 s")
	// A saved setting makes a new instance, and gives it no more logins.
	saved := server.clientWith(t, `{"service":"storm","username":"demo","tlsSkipVerify":true}`, simulator.Password)
	server.now.pass(500 * time.Millisecond)
	faulty(t, saved, protocol.Wait, words+"50 s")
	server.expect(t, 5, 0)
	server.now.pass(49500 * time.Millisecond)
	answered(t, saved, 200)
}

func TestATokenThatCannotBeRenewedYetServesUntilItsEnd(t *testing.T) {
	server := startStorm(t, simulator.Options{TokenLife: 20 * time.Second, LoginsAMinute: 1})
	client := server.client(t, simulator.Password)
	answered(t, client, 200)
	server.now.pass(19 * time.Second)
	answered(t, client, 200)
	// Nobody waits for the login that renews a token, nor for its refusal.
	waitFor(t, func() bool { return client.auth.(*member).isHeld() })
	server.expect(t, 2, 0)
	server.now.pass(time.Second)
	faulty(t, client, protocol.Wait, "Storm takes no login now: Rate limit exceeded; the next login is tried in 59 s")
	server.expect(t, 2, 0)
}

func TestALoginOutlivesWhoAskedForIt(t *testing.T) {
	began, release := make(chan struct{}), make(chan struct{})
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api"+loginPath {
			began <- struct{}{}
			<-release
			_, _ = fmt.Fprint(w, `{"data":{"accessToken":"the-token-of-the-login"}}`)
		}
	})
	client := storm{url: server.URL, now: &clock{at: noon}, logins: newLogins()}.client(t, "p")
	ctx, giveUp := context.WithCancel(t.Context())
	given := make(chan protocol.Answer)
	go func() { given <- client.Fetch(ctx, native) }()
	<-began
	giveUp()
	if answer := <-given; answer.Fault != protocol.Unreachable {
		t.Errorf("who gave up was answered %v", answer)
	}
	go func() { given <- client.Fetch(t.Context(), native) }()
	close(release)
	if answer := <-given; answer.Status != 200 {
		t.Errorf("who waited was answered %v", answer)
	}
	// Without a remaining time it is that of the reference.
	if got := client.auth.token().ends; !got.Equal(noon.Add(900 * time.Second)) {
		t.Errorf("the token ends %v", got)
	}
}

func TestALoginThatDoesNotArriveCostsNone(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	client := storm{url: server.URL, now: &clock{at: noon}, logins: newLogins()}.client(t, "p")
	for range 2 * loginsAMinute {
		faulty(t, client, protocol.Refused, "connection refused")
	}
}

func TestLoginAnswersThatAreNone(t *testing.T) {
	for name, row := range map[string]struct {
		status int
		body   string
		fault  protocol.Fault
		words  string
	}{
		"HTML":          {200, "<html>", protocol.Login, "holds no access token"},
		"no token":      {200, `{"data":{}}`, protocol.Login, "holds no access token"},
		"what was sent": {401, `{"message":"no user demo with my-pass"}`, protocol.Login, "401 no user demo with [secret];"},
	} {
		server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(row.status)
			_, _ = fmt.Fprint(w, row.body)
		})
		t.Run(name, func(t *testing.T) {
			faulty(t, storm{url: server.URL, now: &clock{at: noon}, logins: newLogins()}.client(t, "my-pass"), row.fault, row.words)
		})
	}
}

// The limit is of the address that asks: the ports of one machine share it.
func TestAServerIsOneHoweverItIsSpelled(t *testing.T) {
	for _, base := range []string{"http://Storm.local", "http://storm.local.", "http://storm.local:80", "https://storm.local", "http://storm.local:8080"} {
		if host := hostOf(base); host != "storm.local" {
			t.Errorf("%s: got %s", base, host)
		}
	}
	if hostOf("http://storm.local") == hostOf("http://edge.local") || hostOf("http://[2001:db8::1]:80") != hostOf("http://[2001:db8::1]:81") {
		t.Error("two machines are one server, or one is two")
	}
	// At the end of each tunnel is another.
	for _, here := range []string{"localhost", "127.0.0.1", "127.0.0.2", "[::1]"} {
		if hostOf("http://"+here+":8080") == hostOf("http://"+here+":8081") {
			t.Errorf("two ports of %s are one server", here)
		}
	}
}

// A slow login is counted by the server some time before its answer: the next is possible a minute after that, and not before.
func TestASlowLoginIsCountedFromItsAnswer(t *testing.T) {
	book := &newLogins().ledger
	book.most = 2
	slow, _ := book.take("h", noon)
	if quick, _ := book.take("h", noon.Add(time.Second)); quick == nil {
		t.Fatal("the second was not allowed")
	}
	slow.settle(noon.Add(20 * time.Second))
	if taken, wait := book.take("h", noon.Add(59*time.Second)); taken != nil || wait != 2*time.Second {
		t.Errorf("the next is possible in %v, want 2 s, a minute after the quick one", wait)
	}
	if taken, _ := book.take("h", noon.Add(61*time.Second)); taken == nil {
		t.Error("none was possible a minute after the quick one")
	}
	if taken, wait := book.take("h", noon.Add(62*time.Second)); taken != nil || wait != 18*time.Second {
		t.Errorf("the next is possible in %v, want 18 s, a minute after the answer of the slow one", wait)
	}
}

func TestALoginThatBreaksOnItsWayIsCounted(t *testing.T) {
	var logins atomic.Int32
	server := serve(t, func(http.ResponseWriter, *http.Request) {
		logins.Add(1)
		panic(http.ErrAbortHandler)
	})
	client := storm{url: server.URL, now: &clock{at: noon}, logins: newLogins()}.client(t, "p")
	for range 2 * loginsAMinute {
		faulty(t, client, protocol.Unreachable, "the next login is tried in 15 s")
	}
	if count := logins.Load(); count != 1 {
		t.Errorf("%d logins", count)
	}
}

func TestAPanicOfALoginIsAnAnswer(t *testing.T) {
	client := storm{url: "http://never.invalid", now: &clock{at: noon}, logins: newLogins()}.client(t, "p")
	client.auth.(*member).post = func(context.Context, string, map[string]string, []byte) protocol.Answer { panic("out of range") }
	for range 2 {
		faulty(t, client, protocol.Broken, "a panic with string; the next login is tried in 15 s")
	}
}

// isHeld tells whether a login was refused, and none is tried for a while.
func (m *member) isHeld() bool {
	m.session.mu.Lock()
	defer m.session.mu.Unlock()
	return m.session.held != nil
}
