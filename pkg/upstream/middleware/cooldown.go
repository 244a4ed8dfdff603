package middleware

import (
	"context"
	"maps"
	"net/http"
	"sync"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/ratelimit"
)

// cooldown is how long a rejected request is not sent again, and how long a 429 that names no time counts.
const cooldown = 30 * time.Second

// allRoutes is the key of a 401 about the token. No route has this name.
const allRoutes = ""

// Cooldowns block requests that the upstream rejected a moment ago. A 401 about the token blocks all routes. A 401
// about its route blocks only that route, and so does a 403, because a token can lack one permission and have another.
// A Retry-After blocks its route until its time.
type Cooldowns struct {
	now func() time.Time

	mu     sync.Mutex
	active map[string]block
}

type block struct {
	since, until time.Time
	route        string
	params       map[string]string
	answer       protocol.Answer
}

// NewCooldowns returns an empty set.
func NewCooldowns(now func() time.Time) *Cooldowns {
	return &Cooldowns{now: now, active: map[string]block{}}
}

// Blocked answers a request with the rejection that blocks it. It is twice in the chain: before Concurrency, where the
// request has not waited for anything, and after Authenticate, because a cooldown may have begun while the request
// waited for a slot or a login.
func (c *Cooldowns) Blocked(next Handler) Handler {
	return func(ctx context.Context, request *Request) Response {
		if answer, isBlocked := c.blocks(request); isBlocked {
			return Response{Answer: answer}
		}
		return next(ctx, request)
	}
}

// Cooldown starts a cooldown when a request is rejected. It is after Concurrency, so that it has begun when the next
// request gets the slot, and before Authenticate, so that a rejection counts only if another token has not helped.
func (c *Cooldowns) Cooldown(next Handler) Handler {
	return func(ctx context.Context, request *Request) Response {
		response := next(ctx, request)
		if response.BlockedBy == nil && response.Login == nil {
			c.record(request, response)
		}
		return response
	}
}

// blocks returns the rejection that blocks a request. Save & test ignores rejections of its route: someone may have
// granted a missing permission or raised a limit since.
func (c *Cooldowns) blocks(request *Request) (protocol.Answer, bool) {
	keys := []string{allRoutes, request.Route.Name}
	if request.IgnoresRouteCooldown {
		keys = keys[:1]
	}
	now := c.now()
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, key := range keys {
		if found, isKnown := c.active[key]; isKnown && now.Before(found.until) {
			answer := found.answer
			answer.BlockedBy = &protocol.BlockedBy{
				Route: found.route, Params: found.params,
				Since: int(now.Sub(found.since) / time.Second), RetryIn: protocol.CeilSeconds(found.until.Sub(now)),
			}
			return answer, true
		}
	}
	return protocol.Answer{}, false
}

func (c *Cooldowns) record(request *Request, response Response) {
	if response.WasReauthenticated {
		c.clearUnauthorized()
	}
	now := c.now()
	key, duration := request.Route.Name, cooldown
	switch response.Status {
	case http.StatusUnauthorized:
		if !response.IsRouteOnly {
			key = allRoutes
		}
	case http.StatusForbidden:
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		if named := ratelimit.RetryAfter(response.RetryAfter, now); named > 0 || response.Status == http.StatusServiceUnavailable {
			duration = named
		}
	default:
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.active[key] = block{
		since: now, until: now.Add(duration), route: request.Route.Name, params: request.Params, answer: response.Answer,
	}
}

// clearUnauthorized ends the cooldowns of 401s, which may have been about the token that the upstream has forgotten.
func (c *Cooldowns) clearUnauthorized() {
	c.mu.Lock()
	defer c.mu.Unlock()
	maps.DeleteFunc(c.active, func(_ string, found block) bool { return found.answer.Status == http.StatusUnauthorized })
}
