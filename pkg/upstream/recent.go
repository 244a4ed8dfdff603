package upstream

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/cache"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// recent are the answers that are given again.
type recent struct {
	kept cache.Section
}

// head is what an answer is kept with, in a line before its text. A refusal is never kept, and so neither is what it refused.
type head struct {
	Status      int       `json:"status"`
	ContentType string    `json:"contentType"`
	RetryAfter  string    `json:"retryAfter"`
	At          time.Time `json:"at"`
}

func (r recent) get(key string) (protocol.Answer, bool) {
	kept, isKept := r.kept.Get(key)
	if !isKept {
		return protocol.Answer{}, false
	}
	line, text, _ := strings.Cut(kept, "\n")
	var read head
	if err := json.Unmarshal([]byte(line), &read); err != nil {
		return protocol.Answer{}, false
	}
	return protocol.Answer{Status: read.Status, ContentType: read.ContentType, RetryAfter: read.RetryAfter, At: read.At, Text: text, IsShared: true}, true
}

func (r recent) keep(key string, answer protocol.Answer, life time.Duration) {
	// Only texts, a number and a time of this age: they always become JSON.
	line, _ := json.Marshal(head{Status: answer.Status, ContentType: answer.ContentType, RetryAfter: answer.RetryAfter, At: answer.At})
	r.kept.Keep(key, string(line)+"\n"+answer.Text, life)
}
