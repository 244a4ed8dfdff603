package upstream

import (
	"context"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// authenticator is what makes the requests of one instance its own. It is safe for concurrent use.
type authenticator interface {
	// headers gives what a request is sent with. It waits for a login where one is needed, at most as long as ctx lasts.
	// Every error is a *refusal.
	headers(ctx context.Context) (map[string]string, error)
	// refused is told that a request with these headers was answered with 401 or 403, and says whether another one, with other
	// headers, may fare better.
	refused(sent map[string]string, status int) bool
	// token is what is known of the token that is sent now.
	token() token
	// secrets lists what no answer, error or log may hold, beside the secrets of the settings.
	secrets() []string
	close(ctx context.Context)
}

// token is what is known of a token but itself.
type token struct {
	// ends is when it is refused from, the zero time where nobody knows.
	ends time.Time
	// renews is when the next one takes its place, the zero time where none does.
	renews time.Time
}

// renewal is when a token that lives until ends is renewed: a tenth of its life before, and at most a minute.
func renewal(lives time.Duration, ends time.Time) time.Time {
	return ends.Add(-min(lives/10, time.Minute))
}

// refusal is an answer instead of headers: why a request cannot be authenticated.
type refusal struct {
	answer protocol.Answer
}

func (r *refusal) Error() string { return r.answer.Words }

func refuse(fault protocol.Fault, words string) *refusal {
	return &refusal{answer: protocol.Refusal(fault, words)}
}

const (
	authorization = "Authorization"
	bearer        = "Bearer "
)

// authenticatorOf gives the authenticator that an instance's credentials ask for. `post` sends what a login needs.
func authenticatorOf(to connection, post post, shared *logins, now func() time.Time) authenticator {
	switch to.credentials.kind {
	case appKey:
		return &minter{accessKey: to.credentials.accessKey, secret: to.credentials.secret, now: now}
	case login:
		return newMember(to, post, shared, now)
	}
	return constant(to.credentials.headers)
}

// constant sends the same headers with each request.
type constant map[string]string

func (c constant) headers(context.Context) (map[string]string, error) { return c, nil }

func (c constant) refused(map[string]string, int) bool { return false }

func (c constant) token() token {
	return token{ends: expiryOf(c[authorization])}
}

func (c constant) secrets() []string { return secretsOf(c) }

func (c constant) close(context.Context) {}
