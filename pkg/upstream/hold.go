package upstream

import (
	"net/http"
	"sync"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// heldFor is how long what was refused is not asked again.
const heldFor = 30 * time.Second

// holds keep an instance from sending what was refused a moment ago: the refusal stands instead. A 401 that is about the token holds back
// everything; one that is about its route only that, as a 403 does, since a token may lack one permission and have another. So does a
// Retry-After, until its time.
type holds struct {
	mu    sync.Mutex
	byKey map[string]hold
}

type hold struct {
	since, until time.Time
	request      protocol.Request
	answer       protocol.Answer
}

// given is the refusal as the answer to a request that is not made.
func (h hold) given(now time.Time) protocol.Answer {
	answer := h.answer
	answer.HeldBy = &protocol.HeldBy{
		Route: h.request.Route, Params: h.request.Params,
		Ago: int(now.Sub(h.since) / time.Second), Again: wholeSeconds(h.until.Sub(now)),
	}
	return answer
}

// everything is the key of a 401, which no route has.
const everything = ""

// of gives the refusal that stands for a route. Who asks anew passes those of the route: a right that was missing may have been given
// since, and a limit raised.
func (h *holds) of(route string, isAnew bool, now time.Time) (protocol.Answer, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	keys := []string{everything, route}
	if isAnew {
		keys = keys[:1]
	}
	for _, key := range keys {
		if held, isHeld := h.byKey[key]; isHeld && now.Before(held.until) {
			return held.given(now), true
		}
	}
	return protocol.Answer{}, false
}

// note keeps an answer that refuses a request, and lets any other pass. A 401 may be of its route alone.
func (h *holds) note(request protocol.Request, answer protocol.Answer, isOfRoute bool, now time.Time) {
	key, wait := everything, heldFor
	switch answer.Status {
	case http.StatusUnauthorized:
		if isOfRoute {
			key = request.Route
		}
	case http.StatusForbidden:
		key = request.Route
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		key, wait = request.Route, retryAfter(answer.RetryAfter, now)
	default:
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.byKey[key] = hold{since: now, until: now.Add(wait), request: request, answer: answer}
}
