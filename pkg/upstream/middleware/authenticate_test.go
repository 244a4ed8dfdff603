package middleware

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/settings"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/auth"
)

// server is an upstream that accepts the tokens of its logins while they live, or any token if it has no logins; some
// routes are closed to the user.
type server struct {
	closed []string
	// status is the status of a closed route.
	status int
	// life is that of a token, takes how long a request takes.
	life, takes time.Duration

	mu        sync.Mutex
	logins    int
	forgotten int
	issued    time.Time
	requests  map[string]int
	tokens    map[string]bool
}

func (s *server) post(_ context.Context, path string, _ map[string]string, _ []byte) protocol.Answer {
	if !strings.HasSuffix(path, "/login") {
		return protocol.Answer{Status: http.StatusOK}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.logins++
	s.issued = time.Now()
	text := fmt.Sprintf(`{"data":{"accessToken":"%d","remainingTime":%d}}`, s.logins, s.life.Milliseconds())
	return protocol.Answer{Status: http.StatusOK, Text: text}
}

func (s *server) answer(_ context.Context, request *Request) Response {
	s.mu.Lock()
	hasExpired := s.logins > 0 && time.Since(s.issued) > s.life
	s.mu.Unlock()
	time.Sleep(s.takes)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests[request.Route.Name]++
	token := request.Headers[settings.Authorization]
	s.tokens[token] = true
	number := 0
	_, _ = fmt.Sscanf(token, "Bearer %d", &number)
	if hasExpired || number > 0 && number <= s.forgotten {
		return status(http.StatusUnauthorized)
	}
	for _, route := range s.closed {
		if route == "all" || route == request.Route.Name {
			return status(s.status)
		}
	}
	return status(http.StatusOK)
}

// connect makes the part of the chain that decides about tokens.
func (s *server) connect(t *testing.T, service protocol.Service, kind string) Handler {
	t.Helper()
	s.requests, s.tokens = map[string]int{}, map[string]bool{}
	s.status, s.life, s.takes = cmp.Or(s.status, http.StatusUnauthorized), cmp.Or(s.life, 900*time.Second), cmp.Or(s.takes, 20*time.Millisecond)
	to := settings.Settings{
		Service: service, Base: "http://storm.test", Timeout: time.Minute,
		Credentials: settings.Credentials{Kind: kind, Headers: map[string]string{}, AccessKey: "key", Username: "demo", Secret: "secret"},
	}
	source := auth.NewSource(to, s.post, auth.NewRegistry(), time.Now)
	t.Cleanup(func() { source.Close(context.Background()) })
	cooldowns := NewCooldowns(time.Now)
	return Chain(s.answer, cooldowns.Blocked, Concurrency(8), cooldowns.Cooldown, Authenticate(source, kind), cooldowns.Blocked)
}

func expectStatus(t *testing.T, handler Handler, route string, want int) {
	t.Helper()
	if got := handler(t.Context(), requestOf(t, route)); got.Status != want {
		t.Errorf("%s was answered %d, %s, blocked by %+v, want %d", route, got.Status, got.Fault, got.BlockedBy, want)
	}
}

// A hundred requests wait for a slot during a rejection: only those with a slot were sent, each with one more token at
// most.
func TestRejectionAnswersQueuedRequests(t *testing.T) {
	for _, code := range []int{http.StatusUnauthorized, http.StatusForbidden} {
		for kind, limit := range map[string]int{settings.BearerToken: 8, settings.AppKey: 16} {
			synctest.Test(t, func(t *testing.T) {
				upstream := &server{closed: []string{"all"}, status: code}
				handler := upstream.connect(t, protocol.HundredMS, kind)
				var all sync.WaitGroup
				for range 100 {
					all.Go(func() { expectStatus(t, handler, "peerStats", code) })
				}
				all.Wait()
				if got := upstream.requests["peerStats"]; got > limit {
					t.Errorf("%d of %s: %d requests", code, kind, got)
				}
			})
		}
	}
}

// A restarted server knows no token: all requests in flight share one login, even if routes were closed before.
func TestAForgottenTokenCostsOneLogin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		upstream := &server{closed: []string{"applications"}}
		handler := upstream.connect(t, protocol.Storm, settings.Login)
		expectStatus(t, handler, "substream", 200)
		expectStatus(t, handler, "applications", 401)
		time.Sleep(10 * time.Second)
		upstream.forgotten = upstream.logins
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() { expectStatus(t, handler, "substream", 200) })
		}
		all.Wait()
		expectStatus(t, handler, "streams", 200)
		if upstream.logins != 2 {
			t.Errorf("%d logins", upstream.logins)
		}
	})
}

// A restarted server also rejects a page that was not opened since the login. That looks like a missing permission.
func TestTheLoginAfterAForgottenTokenOpensPagesAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		upstream := &server{closed: []string{"applications"}}
		handler := upstream.connect(t, protocol.Storm, settings.Login)
		expectStatus(t, handler, "substream", 200)
		upstream.forgotten = upstream.logins
		expectStatus(t, handler, "streams", 401)
		expectStatus(t, handler, "substream", 200)
		expectStatus(t, handler, "streams", 200)
		expectStatus(t, handler, "applications", 401)
		expectStatus(t, handler, "applications", 401)
		if upstream.logins != 2 || upstream.requests["applications"] != 1 {
			t.Errorf("%d logins, requests for %v", upstream.logins, upstream.requests)
		}
	})
}

// A picker that requests a closed page all the time neither blocks other routes nor costs logins.
func TestAClosedPageBlocksNothingElse(t *testing.T) {
	for _, kind := range []string{settings.Login, settings.BearerToken} {
		synctest.Test(t, func(t *testing.T) {
			upstream := &server{closed: []string{"applications"}}
			handler := upstream.connect(t, protocol.Storm, kind)
			for range 100 {
				expectStatus(t, handler, "substream", 200)
				expectStatus(t, handler, "applications", 401)
				time.Sleep(10 * time.Second)
			}
			// 1,000 s are 34 times 30 s, and need a second token of 900 s; each of the two may be tried once more.
			if got := upstream.requests["applications"]; got > 36 || upstream.logins > 2 {
				t.Errorf("%s: %d requests for the closed page, %d logins", kind, got, upstream.logins)
			}
		})
	}
}

// If no other route has accepted the token, a closed page costs a login now and then, not one for each request.
func TestClosedPageWithoutOtherAcceptedPagesCostsFewLogins(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		upstream := &server{closed: []string{"all"}}
		handler := upstream.connect(t, protocol.Storm, settings.Login)
		for range 30 {
			expectStatus(t, handler, "applications", 401)
			time.Sleep(31 * time.Second)
		}
		// 930 s are 3 times 5 minutes; the token expires once.
		if upstream.logins > 5 || upstream.logins < 2 {
			t.Errorf("%d logins", upstream.logins)
		}
	})
}

// One application is closed, and another open: the first costs a login, and blocks its route only.
func TestAClosedApplicationCostsOneLogin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		upstream := &server{}
		handler := upstream.connect(t, protocol.Storm, settings.Login)
		for range 5 {
			expectStatus(t, handler, "substream", 200)
			upstream.closed = []string{"substream"}
			expectStatus(t, handler, "substream", 401)
			upstream.closed = nil
			expectStatus(t, handler, "applications", 200)
			time.Sleep(31 * time.Second)
		}
		if upstream.logins != 2 {
			t.Errorf("%d logins", upstream.logins)
		}
	})
}

// A token that nothing has accepted lately is wrong for all routes.
func TestATokenThatNothingAcceptsIsRejectedForAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		upstream := &server{closed: []string{"all"}}
		handler := upstream.connect(t, protocol.Storm, settings.BearerToken)
		for _, route := range []string{"substream", "applications", "streams"} {
			expectStatus(t, handler, route, 401)
		}
		if len(upstream.requests) != 1 {
			t.Errorf("requests for %v", upstream.requests)
		}
	})
}

// Tokens that live 2 s do not expire in the queue.
func TestTokenIsTakenOnceThereIsASlot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		upstream := &server{life: 2 * time.Second, takes: 300 * time.Millisecond}
		handler := upstream.connect(t, protocol.Storm, settings.Login)
		var all sync.WaitGroup
		for range 80 {
			all.Go(func() { expectStatus(t, handler, "substream", 200) })
		}
		all.Wait()
		if upstream.requests["substream"] != 80 || upstream.logins != 2 {
			t.Errorf("%d requests, %d logins", upstream.requests["substream"], upstream.logins)
		}
	})
}
