package upstream

import (
	"context"
	"maps"
	"net/http"
	"time"
)

// member is one instance's part in a session.
type member struct {
	logins             *logins
	session            *session
	host               string
	username, password string
	// fixed are the headers of every request, logins among them.
	fixed   map[string]string
	post    post
	timeout time.Duration
	now     func() time.Time
}

func newMember(to connection, post post, shared *logins, now func() time.Time) *member {
	return &member{
		logins: shared, session: shared.join(identityOf(to)), host: hostOf(to.base),
		username: to.credentials.username, password: to.credentials.secret, fixed: to.credentials.headers,
		post: post, timeout: to.timeout, now: now,
	}
}

func (m *member) headers(ctx context.Context) (map[string]string, error) {
	given, err := m.grant(ctx)
	if err != nil {
		return nil, asRefusal(err, m.now())
	}
	return m.with(given), nil
}

// with are the headers of a request that is sent with a token.
func (m *member) with(given grant) map[string]string {
	headers := map[string]string{authorization: bearer + given.accessToken}
	maps.Copy(headers, m.fixed)
	return headers
}

func (m *member) accepted(sent map[string]string, route string) {
	m.session.mu.Lock()
	defer m.session.mu.Unlock()
	if m.isCurrent(sent) {
		m.session.proof.accept(route, m.now())
	}
}

// refused drops a token that was refused, unless another request has done so or it is the route that is closed. A 403 is about the user's
// rights, which no login changes.
func (m *member) refused(sent map[string]string, of refused) verdict {
	if of.status == http.StatusForbidden {
		return verdict{isOfRoute: true}
	}
	m.session.mu.Lock()
	defer m.session.mu.Unlock()
	if of.isRepeated || m.isCurrent(sent) {
		if m.session.isAboutRoute(of.route, of.isRepeated, m.now()) {
			return verdict{isOfRoute: true}
		}
		m.session.current = grant{}
	}
	return verdict{mayRepeat: true}
}

// isCurrent tells, on the lock of the session, whether headers hold the current token.
func (m *member) isCurrent(sent map[string]string) bool {
	return sent[authorization] == bearer+m.session.current.accessToken
}

func (m *member) token() token {
	m.session.mu.Lock()
	defer m.session.mu.Unlock()
	return m.session.current.token
}

func (m *member) secrets() []string {
	m.session.mu.Lock()
	defer m.session.mu.Unlock()
	return append(secretsOf(m.fixed), m.password, m.session.current.accessToken)
}

// close leaves the session, and logs out where no other instance uses it.
func (m *member) close(ctx context.Context) {
	if !m.logins.leave(m.session) {
		return
	}
	if last := m.session.end(); last.accessToken != "" && m.now().Before(last.ends) {
		// Whatever the answer: the token dies on its own.
		_ = m.post(ctx, logoutPath, m.with(last), nil)
	}
}
