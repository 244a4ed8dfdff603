package simulator

import (
	"crypto/rand"
	"encoding/json"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

const (
	loginPath  = "/api/auth/login"
	logoutPath = "/api/auth/logout"
)

// logins are Storm's: tokens that live for a while, and a limit by address. Source: Storm "Login".
type logins struct {
	now     func() time.Time
	life    time.Duration
	aMinute int

	mu sync.Mutex
	// ends holds the tokens that were given, and when each ends.
	ends map[string]time.Time
	// tried holds the times of each address' logins, right and wrong.
	tried map[string][]time.Time
}

func newLogins(options Options, now func() time.Time) *logins {
	made := &logins{now: now, life: options.TokenLife, aMinute: options.LoginsAMinute, ends: map[string]time.Time{}, tried: map[string][]time.Time{}}
	if made.life == 0 {
		made.life = 900 * time.Second
	}
	if made.aMinute == 0 {
		made.aMinute = 5
	}
	return made
}

func (l *logins) login(r *http.Request) answer {
	if r.Method != http.MethodPost {
		return onlyPost()
	}
	if !l.isAllowed(r) {
		return errorOf(storm, http.StatusTooManyRequests, l.now())
	}
	var sent struct{ Username, Password string }
	if err := json.NewDecoder(r.Body).Decode(&sent); err != nil || sent.Username != Username || sent.Password != Password {
		return jsonAnswer(http.StatusUnauthorized, map[string]any{"message": "Username or password is incorrect"})
	}
	now := l.now()
	token := rand.Text()
	l.mu.Lock()
	defer l.mu.Unlock()
	for given, ends := range l.ends {
		if !now.Before(ends) {
			delete(l.ends, given)
		}
	}
	l.ends[token] = now.Add(l.life)
	const message = "Authentication successful"
	return jsonAnswer(http.StatusOK, map[string]any{
		"data": map[string]any{
			"accessToken": token, "tokenType": "Bearer", "username": sent.Username, "message": message,
			"expireDate": now.Add(l.life).UnixMilli(), "remainingTime": l.life.Milliseconds(),
		},
		"meta":    map[string]any{"executionTime": 9, "generatedAt": now.UnixMilli()},
		"message": message,
	})
}

// isAllowed counts a login against its address' limit.
func (l *logins) isAllowed(r *http.Request) bool {
	address, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		address = r.RemoteAddr
	}
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	recent := slices.DeleteFunc(l.tried[address], func(at time.Time) bool { return now.Sub(at) >= time.Minute })
	l.tried[address] = append(recent, now)
	return len(recent) < l.aMinute
}

func (l *logins) logout(r *http.Request) answer {
	if r.Method != http.MethodPost {
		return onlyPost()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.ends, strings.TrimPrefix(r.Header.Get(authorization), bearer))
	return jsonAnswer(http.StatusOK, map[string]any{"message": "Logged out"})
}

// holds tells whether a token was given and lives.
func (l *logins) holds(token string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	ends, isGiven := l.ends[token]
	return isGiven && l.now().Before(ends)
}

func onlyPost() answer {
	refused := jsonAnswer(http.StatusMethodNotAllowed, map[string]any{"message": "Method not allowed"})
	refused.header.Set("Allow", http.MethodPost)
	return refused
}
