package upstream

import (
	"net/http"
	"sync"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// heldFor is how long what was refused is not asked again.
const heldFor = 30 * time.Second

// holds keep an instance from sending what was refused a moment ago: the refusal stands instead. A 401 holds back everything, as it
// is about the token; a 403 only its route, as a token may lack one permission and have another, and so does a 401 of a route that is asked
// only beside another. So does a Retry-After, until its time or for as long.
type holds struct {
	mu    sync.Mutex
	byKey map[string]hold
}

type hold struct {
	until  time.Time
	answer protocol.Answer
}

// everything is the key of a 401, which no route has.
const everything = ""

// of gives the refusal that stands for a route.
func (h *holds) of(route string, now time.Time) (protocol.Answer, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, key := range []string{everything, route} {
		if held, isHeld := h.byKey[key]; isHeld && now.Before(held.until) {
			return held.answer, true
		}
	}
	return protocol.Answer{}, false
}

// note keeps an answer that refuses, and lets any other pass.
func (h *holds) note(route string, answer protocol.Answer, now time.Time) {
	key, wait := everything, heldFor
	switch answer.Status {
	case http.StatusUnauthorized:
		if routes[route].isBeside {
			key = route
		}
	case http.StatusForbidden:
		key = route
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		key, wait = route, min(heldFor, retryAfter(answer.RetryAfter, now))
	default:
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.byKey[key] = hold{until: now.Add(wait), answer: answer}
}
