package simulator

import (
	"crypto/rand"
	"encoding/json"
	"maps"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"
)

// logins are those of Storm: tokens that live for a while, and a limit for each address. Source: Storm "Login".
type logins struct {
	now       func() time.Time
	tokenLife time.Duration

	mu sync.Mutex
	// ends has the tokens and when each ends.
	ends map[string]time.Time
	// tried has the times of each address's logins, right and wrong.
	tried map[string][]time.Time
}

const (
	// TokenLife is how long a token of Storm is valid.
	TokenLife = 900 * time.Second
	// loginsPerMinute is the limit of an address.
	loginsPerMinute = 5
)

func newLogins(now func() time.Time, tokenLife time.Duration) *logins {
	return &logins{now: now, tokenLife: tokenLife, ends: map[string]time.Time{}, tried: map[string][]time.Time{}}
}

func (l *logins) login(r *http.Request) answer {
	if r.Method != http.MethodPost {
		return onlyPost()
	}
	var sent struct{ Username, Password string }
	isJSON := json.NewDecoder(r.Body).Decode(&sent) == nil
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	if !l.isAllowed(r.RemoteAddr, now) {
		return jsonAnswer(http.StatusTooManyRequests, map[string]any{"message": "Rate limit exceeded"})
	}
	if !isJSON || sent.Username != Username || sent.Password != Password {
		return jsonAnswer(http.StatusUnauthorized, map[string]any{"message": "Username or password is incorrect"})
	}
	maps.DeleteFunc(l.ends, func(_ string, ends time.Time) bool { return !now.Before(ends) })
	token := rand.Text()
	l.ends[token] = now.Add(l.tokenLife)
	const message = "Authentication successful"
	return jsonAnswer(http.StatusOK, map[string]any{
		"data": map[string]any{
			"accessToken": token, "tokenType": "Bearer", "username": sent.Username, "message": message,
			"expireDate": now.Add(l.tokenLife).UnixMilli(), "remainingTime": l.tokenLife.Milliseconds(),
		},
		"meta":    map[string]any{"executionTime": 9, "generatedAt": now.UnixMilli()},
		"message": message,
	})
}

// isAllowed counts a login against the limit of its address.
func (l *logins) isAllowed(from string, now time.Time) bool {
	if host, _, err := net.SplitHostPort(from); err == nil {
		from = host
	}
	recent := slices.DeleteFunc(l.tried[from], func(at time.Time) bool { return now.Sub(at) >= time.Minute })
	l.tried[from] = append(recent, now)
	return len(recent) < loginsPerMinute
}

func (l *logins) logout(r *http.Request) answer {
	if r.Method != http.MethodPost {
		return onlyPost()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.ends, bearer(r.Header))
	return jsonAnswer(http.StatusOK, map[string]any{"message": "Logged out"})
}

// has is whether a token was given and has not ended.
func (l *logins) has(token string) bool {
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
