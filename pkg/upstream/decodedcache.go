package upstream

import (
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/cache"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/metrics"
)

// DecodedCache keeps what the answers of an instance were decoded to, by the keys of their requests. A hit saves a
// request.
type DecodedCache struct {
	client  *Client
	section cache.Section
}

// Decoded returns the cache of the instance. It shares the bound of the answers.
func (c *Client) Decoded() DecodedCache {
	return DecodedCache{client: c, section: c.cache.Section("summary")}
}

// Get returns what the answer to a request was decoded to.
func (d DecodedCache) Get(request protocol.Request) (outcome string, isKept bool) {
	outcome, isKept = d.section.Get(request.Key)
	if isKept {
		d.client.countShared(request.Route)
	}
	return outcome, isKept
}

// Keep keeps it for a time.
func (d DecodedCache) Keep(key, outcome string, ttl time.Duration) { d.section.Set(key, outcome, ttl) }

// countShared counts a request that did not leave.
func (c *Client) countShared(route string) {
	metrics.Shared.WithLabelValues(string(c.settings.Service), route).Inc()
}
