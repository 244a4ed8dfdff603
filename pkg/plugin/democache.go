package plugin

import (
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
)

// minDemoTTL is the TTL of an answer that never changes. Shorter ones may be another in a moment.
const minDemoTTL = time.Minute

// demoCache keeps only those answers of the demo that never change, such as the stats of a peer in an ended session: to
// judge hundreds anew takes seconds. All others cost nothing, and `latest-call` means another session every few
// minutes.
type demoCache struct{ corehost.Summaries }

func (d demoCache) Keep(key, outcome string, ttl time.Duration) {
	if ttl > minDemoTTL {
		d.Summaries.Keep(key, outcome, ttl)
	}
}
