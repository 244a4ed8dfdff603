package plugin

import (
	"encoding/json"
	"net/http"
	"sync"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// serverName remembers the name of a Storm server. It is a label of alerts, so one failed answer must not change it.
type serverName struct {
	mu   sync.Mutex
	last string
}

// complete returns an answer to the route `stormInfo`; if it failed, one with the last known name and nothing else.
func (s *serverName) complete(answer protocol.Answer) protocol.Answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	var document struct {
		Data struct {
			ServerName string `json:"serverName"`
		} `json:"data"`
	}
	if answer.IsSuccess() && json.Unmarshal([]byte(answer.Text), &document) == nil && document.Data.ServerName != "" {
		s.last = document.Data.ServerName
	}
	if answer.IsSuccess() || s.last == "" {
		return answer
	}
	document.Data.ServerName = s.last
	text, _ := json.Marshal(document) // A text always becomes JSON.
	return protocol.Answer{
		Status: http.StatusOK, ContentType: "application/json", Text: string(text), IsDocument: true,
		ReceivedAt: answer.ReceivedAt, Requests: answer.Requests, Bytes: answer.Bytes, IsShared: answer.IsShared,
	}
}
