// Package auth gives requests their credentials. Each kind of auth is a Source of tokens, in the manner of
// oauth2.TokenSource.
package auth

import (
	"context"
	"net/http"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/settings"
)

// Source gives the token of this moment. It is safe for concurrent use.
type Source interface {
	// Token waits for a login if one is needed, at most as long as ctx lasts. Every error is an *Error or the cause of
	// ctx.
	Token(ctx context.Context) (Token, error)
	// Accepted is called if a route answered a request with this token with 200.
	Accepted(token Token, route string)
	// Rejected is called if a request with this token was answered with 401 or 403. It decides what that is about.
	Rejected(token Token, rejection Rejection) Verdict
	// Peek returns the token that would be sent now. It makes none.
	Peek() Token
	// Close ends the token if no other instance uses it.
	Close(ctx context.Context)
}

// Token is what a request is authenticated with.
type Token struct {
	Headers map[string]string
	// Expires is from when it is rejected, the zero time if nobody knows.
	Expires time.Time
	// Renews is when the next one takes its place, the zero time if none does.
	Renews time.Time
}

// isSame tells whether two tokens are one.
func (t Token) isSame(other Token) bool {
	return t.Headers[settings.Authorization] == other.Headers[settings.Authorization]
}

// renewal is when a token that lives until a time is renewed: a tenth of its life before, and at most a minute.
func renewal(life time.Duration, expires time.Time) time.Time {
	return expires.Add(-min(life/10, time.Minute))
}

// Rejection is a 401 or 403.
type Rejection struct {
	Route  string
	Status int
	// IsRepeated says that the request was sent again, with a token that took the place of another.
	IsRepeated bool
}

// Verdict is what a 401 or 403 is about.
type Verdict struct {
	// IsRouteOnly tells that it is about the right to the route, and tells nothing of others.
	IsRouteOnly bool
	// MayRepeat tells that another token may help.
	MayRepeat bool
}

// Error is an answer instead of a token: why a request cannot be authenticated.
type Error struct {
	Answer protocol.Answer
}

func (e *Error) Error() string { return string(e.Answer.Fault) + ": " + e.Answer.Detail }

func refuse(fault protocol.Fault, detail string) *Error {
	return &Error{Answer: protocol.Refusal(fault, detail)}
}

// Post sends a body to one of the upstream's own paths.
type Post func(ctx context.Context, path string, headers map[string]string, body []byte) protocol.Answer

// NewSource makes the source that an instance's credentials ask for. `post` sends what a login needs.
func NewSource(to settings.Settings, post Post, logins *Registry, now func() time.Time) Source {
	switch to.Credentials.Kind {
	case settings.AppKey:
		return &jwtSource{accessKey: to.Credentials.AccessKey, secret: to.Credentials.Secret, now: now}
	case settings.Login:
		return newLoginSource(to, post, logins, now)
	}
	return newStaticSource(to, now)
}

// isForbidden tells of a 403, which is about a right and not about the token: a token may lack one permission and have
// another.
func (r Rejection) isForbidden() bool { return r.Status == http.StatusForbidden }
