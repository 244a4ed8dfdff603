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
	// attempts has the times of each address's logins, right and wrong.
	attempts map[string][]time.Time
}

const (
	// TokenLife is how long a token of Storm is valid.
	TokenLife = 900 * time.Second
	// loginsPerMinute is the limit of an address.
	loginsPerMinute = 5
)

func newLogins(now func() time.Time, tokenLife time.Duration) *logins {
	return &logins{now: now, tokenLife: tokenLife, ends: map[string]time.Time{}, attempts: map[string][]time.Time{}}
}

func (l *logins) login(r *http.Request) answer {
	if r.Method != http.MethodPost {
		return onlyPost()
	}
	var credentials struct{ Username, Password string }
	isJSON := json.NewDecoder(r.Body).Decode(&credentials) == nil
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	if !l.isAllowed(r.RemoteAddr, now) {
		return jsonAnswer(http.StatusTooManyRequests, map[string]any{"message": "Rate limit exceeded"})
	}
	if !isJSON || credentials.Username != Username || credentials.Password != Password {
		return jsonAnswer(http.StatusUnauthorized, map[string]any{"message": "Username or password is incorrect"})
	}
	maps.DeleteFunc(l.ends, func(_ string, ends time.Time) bool { return !now.Before(ends) })
	token := rand.Text()
	l.ends[token] = now.Add(l.tokenLife)
	const message = "Authentication successful"
	return jsonAnswer(http.StatusOK, map[string]any{
		"data": map[string]any{
			"accessToken": token, "tokenType": "Bearer", "username": credentials.Username, "message": message,
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
	recent := slices.DeleteFunc(l.attempts[from], func(at time.Time) bool { return now.Sub(at) >= time.Minute })
	l.attempts[from] = append(recent, now)
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

// isValid reports whether a token was issued and has not expired.
func (l *logins) isValid(token string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	ends, isIssued := l.ends[token]
	return isIssued && l.now().Before(ends)
}

func onlyPost() answer {
	response := jsonAnswer(http.StatusMethodNotAllowed, map[string]any{"message": "Method not allowed"})
	response.header.Set("Allow", http.MethodPost)
	return response
}
