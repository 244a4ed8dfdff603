package auth

import (
	"maps"
	"time"
)

const (
	// recent is for how long an accepted request, or the login, proves that a token is valid.
	recent = 30 * time.Second
	// forbiddenTTL is how long a route that rejected even a new token causes no further login. It is not longer, because a
	// server can forget a new token too.
	forbiddenTTL = 5 * time.Minute
)

// tokenHistory decides from earlier answers whether a 401 is about the token or about the right to one page, as Storm
// documents no 403. It is about the page if the token is known to be valid.
type tokenHistory struct {
	// issued is when a login returned the token; the zero time without a login.
	issued time.Time
	// accepted is when each route last answered the token with 200.
	accepted map[string]time.Time
	// forbiddenUntil is until when a 401 of each route causes no login. It outlives the token.
	forbiddenUntil map[string]time.Time
}

// renewed returns the history of a token that replaces this one.
func (h *tokenHistory) renewed(now time.Time) tokenHistory {
	return tokenHistory{issued: now, forbiddenUntil: maps.Clone(h.forbiddenUntil)}
}

func (h *tokenHistory) accept(route string, now time.Time) {
	if h.accepted == nil {
		h.accepted = map[string]time.Time{}
	}
	h.accepted[route] = now
}

// isAcceptedBesides reports whether any other route has just accepted the token.
func (h *tokenHistory) isAcceptedBesides(route string, now time.Time) bool {
	for other, at := range h.accepted {
		if other != route && now.Sub(at) < recent {
			return true
		}
	}
	return false
}

// noteIfForbidden decides whether a 401 is about the right to its route, and notes that. If it is not, a new login
// helps.
// `isDue` is set if the token is about to expire.
func (h *tokenHistory) noteIfForbidden(rejection Rejection, isDue bool, now time.Time) bool {
	_, wasAccepted := h.accepted[rejection.Route]
	isGood := now.Sub(h.issued) < recent || h.isAcceptedBesides("", now)
	switch {
	case isDue && !rejection.IsRepeated:
		return false
	case rejection.IsRepeated, isGood && !wasAccepted:
		if h.forbiddenUntil == nil {
			h.forbiddenUntil = map[string]time.Time{}
		}
		h.forbiddenUntil[rejection.Route] = now.Add(forbiddenTTL)
		return true
	}
	// A server that forgot a token accepts it nowhere.
	return now.Before(h.forbiddenUntil[rejection.Route]) && (isGood || len(h.accepted) == 0)
}
