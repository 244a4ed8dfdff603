package plugin

import (
	"context"
	"sync"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// cost is what one query took from its upstream. It stands between the query and the instance, and counts.
type cost struct {
	fetch     corehost.Fetch
	summaries corehost.Summaries

	mu                      sync.Mutex
	requests, shared, bytes int
}

func (c *cost) ask(ctx context.Context, request protocol.Request) protocol.Answer {
	answer := c.fetch(ctx, request)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.requests += answer.Requests
	if answer.IsShared {
		c.shared++
	} else if answer.Requests > 0 {
		c.bytes += answer.Bytes
	}
	return answer
}

// Get counts what needed no request.
func (c *cost) Get(request protocol.Request) (string, bool) {
	outcome, isKept := c.summaries.Get(request)
	if isKept {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.shared++
	}
	return outcome, isKept
}

func (c *cost) Keep(key, outcome string, life time.Duration) { c.summaries.Keep(key, outcome, life) }

// note writes the cost on the first frame: Grafana adds up those of all frames.
func (c *cost) note(frames data.Frames) {
	if len(frames) == 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if frames[0].Meta == nil {
		frames[0].Meta = &data.FrameMeta{}
	}
	frames[0].Meta.Stats = []data.QueryStat{
		{FieldConfig: data.FieldConfig{DisplayName: "Upstream requests"}, Value: float64(c.requests)},
		{FieldConfig: data.FieldConfig{DisplayName: "Cache hits"}, Value: float64(c.shared)},
		{FieldConfig: data.FieldConfig{DisplayName: "Bytes received", Unit: "bytes"}, Value: float64(c.bytes)},
	}
}
