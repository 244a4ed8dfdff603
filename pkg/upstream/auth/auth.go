// Package auth adds credentials to requests. Each kind of auth is a Source of tokens, in the manner of
// oauth2.TokenSource.
package auth

import (
	"context"
	"net/http"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/settings"
)

// Source returns the current token. It is safe for concurrent use.
type Source interface {
	// Token waits for a login if one is needed, at most as long as ctx lasts. Every error is an *Error or the cause of
	// ctx.
	Token(ctx context.Context) (Token, error)
	// OnSuccess is called if a route answered a request with this token with 200.
	OnSuccess(token Token, route string)
	// OnRejection is called after a 401 or 403. It decides whether the token or the route was rejected.
	OnRejection(token Token, rejection Rejection) Verdict
	// Peek returns the current token without making one.
	Peek() Token
	// Close ends the token if no other instance uses it.
	Close(ctx context.Context)
}

// Token is the credentials of a request.
type Token struct {
	Headers map[string]string
	// Expires is when it becomes invalid; the zero time if that is unknown.
	Expires time.Time
	// Renews is when the next one replaces it; the zero time if none does.
	Renews time.Time
}

// isSame reports whether two tokens are the same.
func (t Token) isSame(other Token) bool {
	return t.Headers[settings.Authorization] == other.Headers[settings.Authorization]
}

// renewal returns when a token is renewed: a tenth of its lifetime before it expires, a minute at most.
func renewal(life time.Duration, expires time.Time) time.Time {
	return expires.Add(-min(life/10, time.Minute))
}

// Rejection is a 401 or 403.
type Rejection struct {
	Route  string
	Status int
	// IsRepeated is set if the request was sent again, with a new token.
	IsRepeated bool
}

// Verdict is the conclusion from a 401 or 403.
type Verdict struct {
	// IsRouteOnly is set if it is about the right to the route, and not about the token.
	IsRouteOnly bool
	// MayRepeat is set if another token may help.
	MayRepeat bool
}

// Error is the answer to a request that cannot be authenticated.
type Error struct {
	Answer protocol.Answer
}

func (e *Error) Error() string { return string(e.Answer.Fault) + ": " + e.Answer.Detail }

func refuse(fault protocol.Fault, detail string) *Error {
	return &Error{Answer: protocol.NotSent(fault, detail)}
}

// Post sends a body to one of the upstream's own paths.
type Post func(ctx context.Context, path string, headers map[string]string, body []byte) protocol.Answer

// NewSource returns the source for an instance's credentials. `post` sends logins and logouts.
func NewSource(to settings.Settings, post Post, logins *Registry, now func() time.Time) Source {
	switch to.Credentials.Kind {
	case settings.AppKey:
		return &jwtSource{accessKey: to.Credentials.AccessKey, secret: to.Credentials.Secret, now: now}
	case settings.Login:
		return newLoginSource(to, post, logins, now)
	}
	return newStaticSource(to, now)
}

// isForbidden reports whether the token lacks the permission for this route (403).
func (r Rejection) isForbidden() bool { return r.Status == http.StatusForbidden }
