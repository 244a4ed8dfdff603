package upstream

import (
	"context"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// flight is one request under way, for all who wait for it. Its fields are under the lock of flights.
type flight struct {
	// cancel ends the request once nobody waits for it.
	cancel  context.CancelFunc
	waiting map[*passenger]struct{}
	// known is the answer for whoever does not wait until knownUntil.
	known      protocol.Answer
	knownUntil time.Time
}

// passenger is one who waits for a flight.
type passenger struct {
	// until is when it stops waiting.
	until time.Time
	// isFirst tells who began the flight: the requests are those of its query.
	isFirst bool
	given   chan protocol.Answer
}

// never is later than anybody waits.
var never = time.Unix(1<<40, 0)

// board adds one who waits. Where what it waits for is known already, it is given that.
func (f *flight) board(until time.Time, isFirst bool) *passenger {
	boarded := &passenger{until: until, isFirst: isFirst, given: make(chan protocol.Answer, 1)}
	f.waiting[boarded] = struct{}{}
	f.tell(f.known, f.knownUntil)
	return boarded
}

// tell gives an answer to all who do not wait until a time, and to those of them who board later. It returns how many still wait.
func (f *flight) tell(answer protocol.Answer, until time.Time) int {
	f.known, f.knownUntil = answer, until
	for waits := range f.waiting {
		if !waits.until.Before(until) {
			continue
		}
		if waits.isFirst {
			waits.given <- answer
		} else {
			waits.given <- shared(answer)
		}
		delete(f.waiting, waits)
	}
	return len(f.waiting)
}

// shared is an answer to who made no request for it. It spared one only where another was made: a refusal that stands, or a login that
// was refused, is the answer to requests that nobody makes.
func shared(answer protocol.Answer) protocol.Answer {
	answer.IsShared, answer.Requests = answer.Requests > 0 && answer.HeldBy == nil, 0
	return answer
}
