package auth

import (
	"context"
	"crypto/sha256"
	"errors"
	"sync"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/settings"
	"golang.org/x/sync/singleflight"
)

// loginSession is one login to Storm and its tokens, one after the other, for all instances with the same login.
type loginSession struct {
	identity [sha256.Size]byte
	// instances counts the instances that use it. The registry's mutex guards it.
	instances int

	logins  singleflight.Group
	mu      sync.Mutex
	token   Token
	history tokenHistory
	// failure is why no login is tried before its time; nil if one may be.
	failure *loginError
	// cancel ends the login in flight.
	cancel context.CancelFunc
	// isClosed is set after the last instance has left: its running queries cause no login.
	isClosed bool
}

// loginSource logs in to a Storm server, and renews the token in time.
type loginSource struct {
	registry           *Registry
	session            *loginSession
	host               string
	username, password string
	// headers are sent with each request, logins too.
	headers map[string]string
	post    Post
	timeout time.Duration
	now     func() time.Time
}

func newLoginSource(to settings.Settings, post Post, registry *Registry, now func() time.Time) *loginSource {
	return &loginSource{
		registry: registry, session: registry.join(identityOf(to)), host: hostOf(to.Base),
		username: to.Credentials.Username, password: to.Credentials.Secret, headers: to.Credentials.Headers,
		post: post, timeout: to.Timeout, now: now,
	}
}

// Token returns the current token while it is valid, and starts the login that renews it in time. A request waits for a
// login only without a valid token.
func (s *loginSource) Token(ctx context.Context) (Token, error) {
	session := s.session
	session.mu.Lock()
	defer session.mu.Unlock()
	now := s.now()
	switch {
	case now.Before(session.token.Renews):
		return session.token, nil
	case session.isClosed:
		return session.usable(now, refuse(protocol.SettingsChanged, "the query began before that"))
	case session.failure != nil && now.Before(session.failure.until):
		return session.usable(now, session.failure)
	}
	login := s.startLogin(ctx)
	if now.Before(session.token.Expires) {
		// The token is still valid, so this request need not wait for the login that renews it.
		return session.token, nil
	}
	session.mu.Unlock()
	select {
	case result := <-login:
		session.mu.Lock()
		return session.usable(s.now(), result.Err)
	case <-ctx.Done():
		session.mu.Lock()
		return Token{}, context.Cause(ctx)
	}
}

// usable returns the token if it is still valid, or else the error. The caller holds s.mu.
func (s *loginSession) usable(now time.Time, err error) (Token, error) {
	var failed *loginError
	switch {
	case now.Before(s.token.Expires):
		return s.token, nil
	case errors.As(err, &failed):
		return Token{}, failed.answerAt(now)
	case err == nil:
		err = refuse(protocol.LoginRejected, "the server returned an expired token")
	}
	return Token{}, err
}

// startLogin logs in, or joins the login in flight. The login does not end with its request, because others wait for it
// too. The caller holds the session's mutex.
func (s *loginSource) startLogin(ctx context.Context) <-chan singleflight.Result {
	return s.session.logins.DoChan("", func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.timeout)
		defer cancel()
		s.session.mu.Lock()
		s.session.cancel, s.session.failure = cancel, nil
		if s.session.isClosed {
			cancel()
		}
		s.session.mu.Unlock()
		token, err := s.recoveredLogin(ctx)
		s.session.mu.Lock()
		defer s.session.mu.Unlock()
		if err == nil {
			s.session.token, s.session.history = token, s.session.history.renewed(s.now())
		}
		errors.As(err, &s.session.failure)
		return nil, err
	})
}

// recoveredLogin logs in, and returns a panic as an error.
func (s *loginSource) recoveredLogin(ctx context.Context) (token Token, err error) {
	panicked := protocol.Recover(ctx, func() (none protocol.Answer) {
		token, err = s.logIn(ctx)
		return none
	})
	if panicked.Fault != "" {
		err = failedLogin(panicked, s.now().Add(failedLoginCooldown))
	}
	return token, err
}

func (s *loginSource) OnSuccess(token Token, route string) {
	s.session.mu.Lock()
	defer s.session.mu.Unlock()
	if token.isSame(s.session.token) {
		s.session.history.accept(route, s.now())
	}
}

// OnRejection drops a token, unless another request has done so or the route is closed to the user. A 403 is about a
// right, which no login changes.
func (s *loginSource) OnRejection(token Token, rejection Rejection) Verdict {
	if rejection.isForbidden() {
		return Verdict{IsRouteOnly: true}
	}
	session := s.session
	session.mu.Lock()
	defer session.mu.Unlock()
	if rejection.IsRepeated || token.isSame(session.token) {
		now := s.now()
		if session.history.noteIfForbidden(rejection, !now.Before(session.token.Renews), now) {
			return Verdict{IsRouteOnly: true}
		}
		session.token = Token{}
	}
	return Verdict{MayRepeat: true}
}

func (s *loginSource) Peek() Token {
	s.session.mu.Lock()
	defer s.session.mu.Unlock()
	return s.session.token
}

// Close leaves the session, and logs out if no other instance uses it.
func (s *loginSource) Close(ctx context.Context) {
	if !s.registry.leave(s.session) {
		return
	}
	if last := s.session.end(); s.now().Before(last.Expires) {
		// The answer does not matter: the token expires anyway.
		_ = s.post(ctx, logoutPath, last.Headers, nil)
	}
}

// end stops further logins of a session, ends the login in flight, and returns the last token.
func (s *loginSession) end() Token {
	s.mu.Lock()
	s.isClosed = true
	if s.cancel != nil {
		s.cancel()
	}
	s.mu.Unlock()
	<-s.logins.DoChan("", func() (any, error) { return nil, nil })
	s.mu.Lock()
	defer s.mu.Unlock()
	last := s.token
	s.token = Token{}
	return last
}
