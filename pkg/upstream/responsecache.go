package upstream

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// header is the line before the text of an answer in the cache. An answer that blocks requests is never cached.
type header struct {
	protocol.Answer
	ReceivedAt time.Time     `json:"receivedAt"`
	TTL        time.Duration `json:"ttl"`
}

// cachedAnswer returns the reduced answer of a URL.
func (c *Client) cachedAnswer(url string) (protocol.Answer, bool) {
	cached, isCached := c.cache.Get(url)
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

func (c *Client) cacheAnswer(url string, answer protocol.Answer) {
	if answer.TTL <= 0 {
		return
	}
	text := answer.CutText()
	answer.Requests, answer.Bytes = 0, 0
	line, _ := json.Marshal(header{answer, answer.ReceivedAt, answer.TTL}) // Its members always become JSON.
	c.cache.Set(url, string(line)+"\n"+text, answer.TTL)
}
