package upstream

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/cache"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// responseCache keeps reduced answers.
type responseCache struct {
	section cache.Section
}

// header is the line before the text of an answer in the cache. An answer that blocks requests is never cached.
type header struct {
	Status      int           `json:"status"`
	ContentType string        `json:"contentType"`
	RetryAfter  string        `json:"retryAfter"`
	ReceivedAt  time.Time     `json:"receivedAt"`
	TTL         time.Duration `json:"ttl"`
}

func (r responseCache) get(key string) (protocol.Answer, bool) {
	cached, isCached := r.section.Get(key)
	if !isCached {
		return protocol.Answer{}, false
	}
	line, text, _ := strings.Cut(cached, "\n")
	var read header
	if err := json.Unmarshal([]byte(line), &read); err != nil {
		return protocol.Answer{}, false
	}
	return protocol.Answer{
		Status: read.Status, ContentType: read.ContentType, RetryAfter: read.RetryAfter, ReceivedAt: read.ReceivedAt, TTL: read.TTL,
		Text: text, IsShared: true,
	}, true
}

func (r responseCache) set(key string, answer protocol.Answer) {
	if answer.TTL <= 0 {
		return
	}
	// Texts, numbers and a time of this age always become JSON.
	line, _ := json.Marshal(header{answer.Status, answer.ContentType, answer.RetryAfter, answer.ReceivedAt, answer.TTL})
	r.section.Set(key, string(line)+"\n"+answer.Text, answer.TTL)
}
