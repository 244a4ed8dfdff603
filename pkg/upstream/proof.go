package upstream

import "time"

// proof is what the answers to a token tell of it. No page of Storm's knows a 403, so that a 401 is about the token or about the right to
// one page: it is about the page where the token is known to be good.
type proof struct {
	// given is when a login gave the token, the zero time where none did.
	given time.Time
	// took is when each route last answered it with 200.
	took map[string]time.Time
}

func (p *proof) accept(route string, now time.Time) {
	if p.took == nil {
		p.took = map[string]time.Time{}
	}
	p.took[route] = now
}

// isGoodBeside tells whether another route has just taken the token.
func (p *proof) isGoodBeside(route string, now time.Time) bool {
	for another, at := range p.took {
		if another != route && now.Sub(at) < heldFor {
			return true
		}
	}
	return false
}

// isGood tells whether the token has just been given, or taken by any route.
func (p *proof) isGood(now time.Time) bool {
	return now.Sub(p.given) < heldFor || p.isGoodBeside("", now)
}

// isUntried tells that no route has taken it yet, that of a name or, without one, any.
func (p *proof) isUntried(route string) bool {
	if route == "" {
		return len(p.took) == 0
	}
	_, hasTaken := p.took[route]
	return !hasTaken
}

// inVainFor is how long a route that refused the token of a new login makes no further one: it is closed to the user. Not for longer, as
// a server can forget even the token that it has just given.
const inVainFor = 5 * time.Minute

// isAboutRoute tells whether a 401 of the current token is about its route, on the lock of the session. Where it is not, a new login helps.
func (s *session) isAboutRoute(route string, isRepeated bool, now time.Time) bool {
	isNew := now.Sub(s.proof.given) < heldFor && s.proof.isUntried(route)
	if isRepeated || isNew && now.Before(s.current.renews) {
		s.inVain[route] = now.Add(inVainFor)
		return true
	}
	if !now.Before(s.current.renews) {
		return false
	}
	if now.Before(s.inVain[route]) {
		// A server that forgot a token takes it nowhere any more.
		return s.proof.isGood(now) || s.proof.isUntried("")
	}
	return s.proof.isUntried(route) && s.proof.isGood(now)
}
