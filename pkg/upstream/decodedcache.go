package upstream

import (
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/metrics"
)

// Decoded returns the cached decoded answer to a request, which saves a request. Decoded answers share the size limit
// of the cache with the answers, whose keys are URLs.
func (c *Client) Decoded(request protocol.Request) (result string, isCached bool) {
	cached, isCached := c.cache.Get(request.Key)
	if isCached {
		c.countShared(request.Route)
	}
	return cached.Text, isCached
}

// SetDecoded keeps the decoded answer to the request with a key for its TTL.
func (c *Client) SetDecoded(key, result string, ttl time.Duration) {
	c.cache.Set(key, protocol.Answer{Text: result, TTL: ttl})
}

// countShared counts a request that did not leave.
func (c *Client) countShared(route string) {
	metrics.Shared.WithLabelValues(string(c.settings.Service), route).Inc()
}
