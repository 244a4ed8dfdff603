package upstream

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"net"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// logins are the Storm logins of a process. Instances that log in alike share one: a saved setting makes a new instance before the old
// one ends, and must cost no login.
type logins struct {
	ledger ledger
	mu     sync.Mutex
	open   map[[sha256.Size]byte]*session
}

func newLogins() *logins {
	return &logins{ledger: ledger{most: loginsAMinute, at: map[string][]time.Time{}}, open: map[[sha256.Size]byte]*session{}}
}

// processLogins is shared by all instances.
var processLogins = newLogins()

// session is one login and the tokens that it gives, one after the other.
type session struct {
	// members counts the instances that use it, under the lock of logins.
	members int

	mu      sync.Mutex
	current grant
	// attempt is the login that is under way, nil where none is.
	attempt *attempt
	// held is why no login is tried until its time, nil where one may be.
	held *heldBack
	// isClosed says that the last instance has left: a query of its that still runs logs in no more.
	isClosed bool
}

type attempt struct {
	done   chan struct{}
	cancel context.CancelFunc
	// err is set before done is closed.
	err error
}

// member is one instance's part in a session.
type member struct {
	logins             *logins
	session            *session
	identity           [sha256.Size]byte
	host               string
	username, password string
	// fixed are the headers of every request, logins among them.
	fixed   map[string]string
	post    post
	timeout time.Duration
	now     func() time.Time
}

func newMember(to connection, post post, shared *logins, now func() time.Time) *member {
	made := &member{
		logins: shared, identity: identityOf(to), host: hostOf(to.base),
		username: to.credentials.username, password: to.credentials.secret, fixed: to.credentials.headers,
		post: post, timeout: to.timeout, now: now,
	}
	shared.mu.Lock()
	defer shared.mu.Unlock()
	if shared.open[made.identity] == nil {
		shared.open[made.identity] = &session{}
	}
	made.session = shared.open[made.identity]
	made.session.members++
	return made
}

// identityOf tells two logins apart by all that makes them: where they go, over which TLS, and with what.
func identityOf(to connection) [sha256.Size]byte {
	// Only texts and maps of texts: they always become JSON.
	text, _ := json.Marshal([]any{to.base, to.prefix, to.credentials.username, to.credentials.secret, to.credentials.headers, to.network})
	return sha256.Sum256(text)
}

// hostOf names the server behind a URL, however it is spelled. Two ports of one machine are two servers, each with its own limit.
func hostOf(base string) string {
	parsed, err := url.Parse(base)
	if err != nil {
		return base
	}
	port := parsed.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[parsed.Scheme]
	}
	return net.JoinHostPort(strings.TrimSuffix(strings.ToLower(parsed.Hostname()), "."), port)
}

func (m *member) headers(ctx context.Context) (map[string]string, error) {
	given, err := m.grant(ctx)
	if err != nil {
		return nil, asRefusal(err, m.now())
	}
	headers := map[string]string{authorization: bearer + given.accessToken}
	for name, value := range m.fixed {
		headers[name] = value
	}
	return headers, nil
}

// grant gives the current token for as long as it lives, and starts the login that renews it in time. Only who has no living token waits
// for a login.
func (m *member) grant(ctx context.Context) (grant, error) {
	s := m.session
	s.mu.Lock()
	now := m.now()
	if s.current.accessToken != "" && now.Before(s.current.renews) {
		defer s.mu.Unlock()
		return s.current, nil
	}
	if s.attempt == nil && s.held != nil && now.Before(s.held.until) {
		defer s.mu.Unlock()
		return s.usable(now, s.held)
	}
	if s.isClosed {
		defer s.mu.Unlock()
		return s.usable(now, refuse(protocol.Wait, "its settings were saved anew while the query ran"))
	}
	if s.attempt == nil {
		m.begin(ctx)
	}
	if s.current.accessToken != "" && now.Before(s.current.ends) {
		// It still lives: nobody waits for the one that renews it.
		defer s.mu.Unlock()
		return s.current, nil
	}
	waited := s.attempt
	s.mu.Unlock()
	select {
	case <-waited.done:
	case <-ctx.Done():
		return grant{}, context.Cause(ctx)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.usable(m.now(), waited.err)
}

// usable is the current token where it still lives, else the error.
func (s *session) usable(now time.Time, err error) (grant, error) {
	if s.current.accessToken != "" && now.Before(s.current.ends) {
		return s.current, nil
	}
	if err == nil {
		err = refuse(protocol.Login, "the server gave a token that has ended already")
	}
	return grant{}, err
}

// begin starts a login, on the lock of the session. It does not end with the request that asked for it, as others wait for it too.
func (m *member) begin(ctx context.Context) {
	s := m.session
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), m.timeout)
	started := &attempt{done: make(chan struct{}), cancel: cancel}
	s.attempt, s.held = started, nil
	go func() {
		defer cancel()
		given, err := m.tryLogIn(ctx)
		s.mu.Lock()
		defer s.mu.Unlock()
		if err == nil {
			s.current = given
		}
		errors.As(err, &s.held)
		started.err = err
		s.attempt = nil
		close(started.done)
	}()
}

// tryLogIn logs in. A panic is its error.
func (m *member) tryLogIn(ctx context.Context) (given grant, err error) {
	var panicked protocol.Answer
	defer func() {
		if panicked.Fault != "" {
			err = &heldBack{fault: panicked.Fault, words: panicked.Words, until: m.now().Add(brokenLogin)}
		}
	}()
	defer protocol.Recovered(ctx, &panicked)
	return m.logIn(ctx)
}

// refused drops a token that was refused, unless another request has done so. A 403 is about the user's rights, which no login changes.
func (m *member) refused(sent map[string]string, status int) bool {
	if status != 401 {
		return false
	}
	m.session.mu.Lock()
	defer m.session.mu.Unlock()
	if sent[authorization] == bearer+m.session.current.accessToken {
		m.session.current = grant{}
	}
	return true
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
	m.logins.mu.Lock()
	m.session.members--
	isLast := m.session.members == 0
	if isLast {
		delete(m.logins.open, m.identity)
	}
	m.logins.mu.Unlock()
	if !isLast {
		return
	}
	m.session.mu.Lock()
	m.session.isClosed = true
	running := m.session.attempt
	m.session.mu.Unlock()
	if running != nil {
		running.cancel()
		<-running.done
	}
	m.session.mu.Lock()
	last := m.session.current
	m.session.current = grant{}
	m.session.mu.Unlock()
	if last.accessToken == "" || !m.now().Before(last.ends) {
		return
	}
	headers := map[string]string{authorization: bearer + last.accessToken}
	for name, value := range m.fixed {
		headers[name] = value
	}
	// Whatever the answer: the token dies on its own.
	_ = m.post(ctx, logoutPath, headers, nil)
}
