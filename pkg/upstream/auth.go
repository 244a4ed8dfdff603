package upstream

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// authenticator is what makes the requests of one instance its own. It is safe for concurrent use.
type authenticator interface {
	// headers gives what a request is sent with. It waits for a login where one is needed, at most as long as ctx lasts.
	// Every error is a *refusal.
	headers(ctx context.Context) (map[string]string, error)
	// accepted is told that a route answered a request with these headers with 200.
	accepted(sent map[string]string, route string)
	// refused is told of a request with these headers that was answered with 401 or 403, and says what that is about.
	refused(sent map[string]string, of refused) verdict
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

// refused is a request that was answered with 401 or 403.
type refused struct {
	route  string
	status int
	// isRepeated says that it was sent again, with headers that took the place of others.
	isRepeated bool
}

// verdict is what a 401 or 403 is about.
type verdict struct {
	// isOfRoute tells that it is about the right to its route, and tells nothing of others.
	isOfRoute bool
	// mayRepeat tells that other headers may fare better.
	mayRepeat bool
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
	if to.service == Storm {
		return &pasted{constant: to.credentials.headers, now: now}
	}
	return constant(to.credentials.headers)
}

// constant sends the same headers with each request.
type constant map[string]string

func (c constant) headers(context.Context) (map[string]string, error) { return c, nil }

func (c constant) accepted(map[string]string, string) {}

func (c constant) refused(_ map[string]string, of refused) verdict {
	return verdict{isOfRoute: of.status == http.StatusForbidden}
}

func (c constant) token() token {
	return token{ends: expiryOf(c[authorization])}
}

func (c constant) secrets() []string { return secretsOf(c) }

func (c constant) close(context.Context) {}

// pasted is a token or key of Storm's, whose 401 can be about a route too.
type pasted struct {
	constant
	now func() time.Time

	mu    sync.Mutex
	proof proof
}

func (p *pasted) accepted(_ map[string]string, route string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.proof.accept(route, p.now())
}

func (p *pasted) refused(sent map[string]string, of refused) verdict {
	now, ends := p.now(), p.token().ends
	hasEnded := !ends.IsZero() && !now.Before(ends)
	p.mu.Lock()
	defer p.mu.Unlock()
	if !hasEnded && p.proof.isGoodBeside(of.route, now) {
		return verdict{isOfRoute: true}
	}
	return p.constant.refused(sent, of)
}
