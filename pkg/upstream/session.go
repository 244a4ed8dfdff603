package upstream

import (
	"context"
	"crypto/sha256"
	"errors"
	"sync"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// session is one login and the tokens that it gives, one after the other.
type session struct {
	identity [sha256.Size]byte
	// members counts the instances that use it, under the lock of logins.
	members int

	mu      sync.Mutex
	current grant
	proof   proof
	// inVain is until when a 401 of each route makes no login.
	inVain map[string]time.Time
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
			s.current, s.proof = given, proof{given: m.now()}
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

// end keeps a session from logging in again, waits for the login that is under way, and gives the token that it leaves.
func (s *session) end() grant {
	s.mu.Lock()
	s.isClosed = true
	running := s.attempt
	s.mu.Unlock()
	if running != nil {
		running.cancel()
		<-running.done
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	last := s.current
	s.current = grant{}
	return last
}
