package auth

import (
	"context"
	"sync"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/settings"
)

// staticSource sends the same token or key with each request.
type staticSource struct {
	token   Token
	isStorm bool
	now     func() time.Time

	mu      sync.Mutex
	history tokenHistory
}

func newStaticSource(to settings.Settings, now func() time.Time) *staticSource {
	headers := to.Credentials.Headers
	token := Token{Headers: headers, Expires: expiryOf(headers[settings.Authorization])}
	return &staticSource{token: token, isStorm: to.Service == protocol.Storm, now: now}
}

func (s *staticSource) Token(context.Context) (Token, error) { return s.token, nil }

func (s *staticSource) OnSuccess(_ Token, route string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.history.accept(route, s.now())
}

// OnRejection decides that a 401 of Storm is about the route if another route has just accepted the token: the pages of
// Storm have no 403.
func (s *staticSource) OnRejection(_ Token, rejection Rejection) Verdict {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	hasExpired := !s.token.Expires.IsZero() && !now.Before(s.token.Expires)
	isRouteOnly := s.isStorm && !hasExpired && s.history.isAcceptedBesides(rejection.Route, now)
	return Verdict{IsRouteOnly: rejection.isForbidden() || isRouteOnly}
}

func (s *staticSource) Peek() Token { return s.token }

func (s *staticSource) Close(context.Context) {}

// expiryOf returns the `exp` of a bearer token that is a JWT; the zero time for anything else. The upstream checks its
// signature.
func expiryOf(header string) time.Time {
	var claims jwt.RegisteredClaims
	_, _, err := jwt.NewParser().ParseUnverified(trimBearer(header), &claims)
	if err != nil || claims.ExpiresAt == nil {
		return time.Time{}
	}
	return claims.ExpiresAt.Time
}
