package plugin

import (
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
)

// changing is up to which life an answer may be another in a moment.
const changing = time.Minute

// lasting keeps of the demo's answers only those that never change, such as how a peer of an ended call was: to judge hundreds anew takes
// seconds. All others cost nothing to make, and `latest-call` means another call every few minutes.
type lasting struct{ corehost.Summaries }

func (l lasting) Keep(key, outcome string, life time.Duration) {
	if life > changing {
		l.Summaries.Keep(key, outcome, life)
	}
}
