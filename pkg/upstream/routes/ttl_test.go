package routes

import (
	"net/http"
	"testing"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

func TestTTLDependsOnTheAnswer(t *testing.T) {
	const session = "6977b3f3cdd1e423f8b2cabc"
	stats := func(timestamps string) protocol.Answer {
		text := `{"publisher":{"video":[{"time_series":{"timestamps":[` + timestamps + `]}}]}}`
		return protocol.Answer{Status: http.StatusOK, IsDocument: true, Text: text}
	}
	document := protocol.Answer{Status: http.StatusOK, IsDocument: true, Text: "{}"}
	for name, row := range map[string]struct {
		route, session string
		answer         protocol.Answer
		want           time.Duration
	}{
		"stats with a sample":              {"peerStats", session, stats(" 1738843560000,2"), time.Hour},
		"stats whose first sample is null": {"peerStats", session, stats(`null, null,3`), time.Hour},
		"stats with times as texts":        {"peerStats", session, stats(`"1738843560000"`), time.Hour},
		"stats without samples":            {"peerStats", session, stats(""), 30 * time.Second},
		"stats with words for times":       {"peerStats", session, stats(`"soon"`), 30 * time.Second},
		"stats of a session by its name":   {"peerStats", "latest-call", stats("1"), 30 * time.Second},
		"a list":                           {"sessions", "", document, 15 * time.Second},
		"a substream":                      {"substream", "", document, time.Second},
		"half a document":                  {"sessions", "", protocol.Answer{Status: http.StatusOK, Text: "{"}, 0},
		"what does not exist":              {"peerStats", session, protocol.Answer{Status: http.StatusNotFound}, 30 * time.Second},
		"a failure":                        {"session", "", protocol.Answer{Status: http.StatusInternalServerError}, 0},
		"a rejection":                      {"session", "", protocol.Answer{Status: http.StatusForbidden}, 0},
		"a fault":                          {"session", "", protocol.Answer{Fault: protocol.DNS}, 0},
		"what a login was answered":        {"stream", "", protocol.Answer{Status: http.StatusNotFound, Login: &protocol.Login{}}, 0},
	} {
		if got := all[row.route].TTL(map[string]string{"session_id": row.session}, row.answer); got != row.want {
			t.Errorf("%s: %v, want %v", name, got, row.want)
		}
	}
}
