package plugin

import (
	"context"
	"sync"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream"
)

// queryStats counts what one query costs: its requests, cache hits and bytes. The query fetches and reads the cache of
// the instance through it.
type queryStats struct {
	next     corehost.Fetch
	upstream *upstream.Client

	mu                         sync.Mutex
	requests, cacheHits, bytes int
}

// fetch answers a request, and counts the requests sent for it.
func (s *queryStats) fetch(ctx context.Context, request protocol.Request) protocol.Answer {
	answer := s.next(ctx, request)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests += answer.Requests
	if answer.IsShared {
		s.cacheHits++
	} else if answer.Requests > 0 {
		s.bytes += answer.Bytes
	}
	return answer
}

// Get returns the cached result of a request, and counts the hit.
func (s *queryStats) Get(request protocol.Request) (string, bool) {
	result, isCached := s.upstream.Decoded(request)
	if isCached {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.cacheHits++
	}
	return result, isCached
}

func (s *queryStats) Set(key, result string, ttl time.Duration) {
	s.upstream.SetDecoded(key, result, ttl)
}

// addTo adds the counts to the first frame only, because Grafana sums those of all frames.
func (s *queryStats) addTo(frames data.Frames) {
	if len(frames) == 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if frames[0].Meta == nil {
		frames[0].Meta = &data.FrameMeta{}
	}
	frames[0].Meta.Stats = []data.QueryStat{
		{FieldConfig: data.FieldConfig{DisplayName: "Upstream requests"}, Value: float64(s.requests)},
		{FieldConfig: data.FieldConfig{DisplayName: "Cache hits"}, Value: float64(s.cacheHits)},
		{FieldConfig: data.FieldConfig{DisplayName: "Bytes received", Unit: "bytes"}, Value: float64(s.bytes)},
	}
}
