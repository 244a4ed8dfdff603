package plugin

import (
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
)

// minDemoTTL is the TTL above which an answer of the demo never changes. An answer with a shorter one can change soon.
const minDemoTTL = time.Minute

// demoCache keeps only answers of the demo that never change, such as the stats of a peer in an ended session: scoring
// hundreds of peers again takes seconds. All other answers cost nothing, and `latest-call` means another session every
// few minutes.
type demoCache struct{ corehost.DecodedCache }

func (d demoCache) Set(key, result string, ttl time.Duration) {
	if ttl > minDemoTTL {
		d.DecodedCache.Set(key, result, ttl)
	}
}
