package upstream

import (
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/cache"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// Summaries are what the answers of an instance were decoded to, by the keys of their requests. One that is known spares a request.
type Summaries struct {
	client *Client
	kept   cache.Section
}

// Summaries gives those of the instance. They share the bound of its answers.
func (c *Client) Summaries() Summaries {
	return Summaries{client: c, kept: c.kept.Section("summary")}
}

// Get gives what the answer to a request was decoded to.
func (s Summaries) Get(request protocol.Request) (outcome string, isKept bool) {
	outcome, isKept = s.kept.Get(request.Key)
	if isKept {
		s.client.spared(request.Route)
	}
	return outcome, isKept
}

// Keep keeps it for a time.
func (s Summaries) Keep(key, outcome string, life time.Duration) { s.kept.Keep(key, outcome, life) }

// spared counts a request that did not leave.
func (c *Client) spared(route string) { sharedTotal.WithLabelValues(string(c.service), route).Inc() }
