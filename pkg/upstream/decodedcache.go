package upstream

import (
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/metrics"
)

// DecodedCache keeps the decoded answers of an instance, by the keys of their requests. A hit saves a request.
type DecodedCache struct {
	client *Client
}

// Decoded returns the cache of the instance. It shares its size limit with the cache of answers, whose keys are URLs.
func (c *Client) Decoded() DecodedCache { return DecodedCache{client: c} }

// Get returns the decoded answer to a request.
func (d DecodedCache) Get(request protocol.Request) (result string, isCached bool) {
	cached, isCached := d.client.cache.Get(request.Key)
	if isCached {
		d.client.countShared(request.Route)
	}
	return cached.Text, isCached
}

// Set keeps the decoded answer to the request with a key for its TTL.
func (d DecodedCache) Set(key, result string, ttl time.Duration) {
	d.client.cache.Set(key, protocol.Answer{Text: result, TTL: ttl})
}

// countShared counts a request that did not leave.
func (c *Client) countShared(route string) {
	metrics.Shared.WithLabelValues(string(c.settings.Service), route).Inc()
}
