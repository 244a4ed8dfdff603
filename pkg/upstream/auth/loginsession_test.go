package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/settings"
)

// storm is a server that accepts logins with the password. A login takes a second.
type storm struct {
	password string
	life     time.Duration

	mu              sync.Mutex
	logins, logouts int
}

func (s *storm) post(ctx context.Context, path string, _ map[string]string, body []byte) protocol.Answer {
	if path == logoutPath {
		s.logouts++
		return protocol.Answer{Status: http.StatusOK}
	}
	select {
	case <-time.After(time.Second):
	case <-ctx.Done():
		return protocol.NotSent(protocol.Unreachable, "the query was cancelled")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.logins++
	if !strings.Contains(string(body), s.password) {
		return protocol.Answer{Status: http.StatusUnauthorized, Text: `{"message":"Username or password is incorrect"}`}
	}
	return protocol.Answer{Status: http.StatusOK, Text: fmt.Sprintf(`{"data":{"accessToken":"token-%d","remainingTime":%d}}`, s.logins, s.life.Milliseconds())}
}

func (s *storm) expect(t *testing.T, logins, logouts int) {
	t.Helper()
	synctest.Wait()
	if s.logins != logins || s.logouts != logouts {
		t.Errorf("%d logins and %d logouts, want %d and %d", s.logins, s.logouts, logins, logouts)
	}
}

func (s *storm) source(registry *Registry, password string) *loginSource {
	to := settings.Settings{
		Base: "http://storm.test", Prefix: "/api", Timeout: 30 * time.Second,
		Credentials: settings.Credentials{Kind: settings.Login, Username: "demo", Secret: password, Headers: map[string]string{}},
	}
	return newLoginSource(to, s.post, registry, time.Now)
}

// tokenOf returns the token of a source, or the fault.
func tokenOf(t *testing.T, source Source) string {
	t.Helper()
	token, err := source.Token(t.Context())
	if failed := (*Error)(nil); errors.As(err, &failed) {
		return string(failed.Answer.Fault)
	}
	return trimBearer(token.Headers[settings.Authorization])
}

func expectToken(t *testing.T, source Source, want string) {
	t.Helper()
	if got := tokenOf(t, source); got != want {
		t.Errorf("the token is %s, want %s", got, want)
	}
}

func TestManyRequestsLogInOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &storm{password: "right", life: 900 * time.Second}
		registry := NewRegistry()
		one, other := server.source(registry, "right"), server.source(registry, "right")
		var all sync.WaitGroup
		for i := range 100 {
			all.Go(func() { expectToken(t, []Source{one, other}[i%2], "token-1") })
		}
		all.Wait()
		// Both share the session: the last one logs out.
		one.Close(t.Context())
		expectToken(t, other, "token-1")
		server.expect(t, 1, 0)
		other.Close(t.Context())
		server.expect(t, 1, 1)
		if len(registry.sessions) != 0 {
			t.Errorf("%d sessions are left", len(registry.sessions))
		}
	})
}

func TestATokenIsRenewedAMinuteBeforeItExpires(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &storm{password: "right", life: 900 * time.Second}
		source := server.source(NewRegistry(), "right")
		defer source.Close(t.Context())
		expectToken(t, source, "token-1")
		time.Sleep(838 * time.Second)
		expectToken(t, source, "token-1")
		server.expect(t, 1, 0)
		time.Sleep(time.Second)
		// No request waits for the login that renews a token.
		expectToken(t, source, "token-1")
		time.Sleep(time.Second + time.Millisecond)
		expectToken(t, source, "token-2")
		server.expect(t, 2, 0)
	})
}

func TestATokenThatCannotBeRenewedServesUntilItExpires(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &storm{password: "right", life: 20 * time.Second}
		source := server.source(NewRegistry(), "right")
		defer source.Close(t.Context())
		expectToken(t, source, "token-1")
		server.password = "changed"
		time.Sleep(18 * time.Second)
		expectToken(t, source, "token-1")
		synctest.Wait()
		time.Sleep(900 * time.Millisecond)
		expectToken(t, source, "token-1")
		time.Sleep(time.Second)
		expectToken(t, source, string(protocol.LoginRejected))
		server.expect(t, 2, 0)
	})
}

func TestAWrongPasswordIsTriedOnceAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &storm{password: "right", life: 900 * time.Second}
		registry := NewRegistry()
		wrong, right := server.source(registry, "wrong "), server.source(registry, "right")
		defer wrong.Close(t.Context())
		defer right.Close(t.Context())
		_, err := wrong.Token(t.Context())
		time.Sleep(20 * time.Second)
		_, again := wrong.Token(t.Context())
		for seconds, err := range map[int]error{60: err, 40: again} {
			want := protocol.Answer{Fault: protocol.LoginRejected, Login: &protocol.Login{
				RetryIn: seconds, Status: http.StatusUnauthorized, Text: `{"message":"Username or password is incorrect"}`, IsPadded: true,
			}}
			if diff := cmp.Diff(want, err.(*Error).Answer); diff != "" {
				t.Error(diff)
			}
		}
		server.expect(t, 1, 0)
		// The corrected setting is another login, and is not blocked.
		expectToken(t, right, "token-2")
		time.Sleep(40 * time.Second)
		expectToken(t, wrong, string(protocol.LoginRejected))
		server.expect(t, 3, 0)
	})
}

func TestFiveLoginsAMinuteAreForTheWholeProcess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &storm{password: "right", life: time.Second}
		registry := NewRegistry()
		source := server.source(registry, "right")
		defer source.Close(t.Context())
		for range loginsPerMinute {
			_ = tokenOf(t, source)
			time.Sleep(time.Second)
		}
		// Saving a setting makes a new instance, which gets no more logins.
		saved := server.source(registry, "right again")
		defer saved.Close(t.Context())
		for _, source := range []Source{source, saved} {
			_, err := source.Token(t.Context())
			want := protocol.Answer{Fault: protocol.LoginLimited, Login: &protocol.Login{RetryIn: 51}}
			if diff := cmp.Diff(want, err.(*Error).Answer); diff != "" {
				t.Error(diff)
			}
		}
		server.expect(t, loginsPerMinute, 0)
		time.Sleep(51 * time.Second)
		_ = tokenOf(t, saved)
		server.expect(t, loginsPerMinute+1, 0)
	})
}

func TestALoginOutlivesTheRequestThatNeedsIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &storm{password: "right", life: 900 * time.Second}
		source := server.source(NewRegistry(), "right")
		defer source.Close(t.Context())
		ctx, giveUp := context.WithTimeout(t.Context(), time.Millisecond)
		defer giveUp()
		if _, err := source.Token(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("who gave up got %v", err)
		}
		expectToken(t, source, "token-1")
		server.expect(t, 1, 0)
	})
}

func TestCloseEndsALogin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &storm{password: "right", life: 900 * time.Second}
		source := server.source(NewRegistry(), "right")
		waits := make(chan string)
		go func() { waits <- tokenOf(t, source) }()
		synctest.Wait()
		source.Close(t.Context())
		if got := <-waits; got != string(protocol.Unreachable) {
			t.Errorf("who waited got %s", got)
		}
		// A running query causes no login. Messages put the detail in parentheses, so there must be one.
		expectToken(t, source, string(protocol.SettingsChanged))
		if _, err := source.Token(t.Context()); !strings.Contains(err.Error(), ": the query began") {
			t.Errorf("the token has no detail: %v", err)
		}
		server.expect(t, 0, 0)
	})
}

func TestPanicOfALoginIsItsError(t *testing.T) {
	source := (&storm{}).source(NewRegistry(), "right")
	source.post = func(context.Context, string, map[string]string, []byte) protocol.Answer { panic("out of range") }
	for range 2 {
		expectToken(t, source, string(protocol.Internal))
	}
}
