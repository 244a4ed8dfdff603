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
	protocol.Answer
	ReceivedAt time.Time     `json:"receivedAt"`
	TTL        time.Duration `json:"ttl"`
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
	answer := read.Answer
	answer.Text, answer.ReceivedAt, answer.TTL, answer.IsShared = text, read.ReceivedAt, read.TTL, true
	return answer, true
}

func (r responseCache) set(key string, answer protocol.Answer) {
	if answer.TTL <= 0 {
		return
	}
	text := answer.CutText()
	answer.Requests, answer.Bytes = 0, 0
	line, _ := json.Marshal(header{answer, answer.ReceivedAt, answer.TTL}) // Its members always become JSON.
	r.section.Set(key, string(line)+"\n"+text, answer.TTL)
}
