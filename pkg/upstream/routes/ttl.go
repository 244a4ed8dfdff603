package routes

import (
	"net/http"
	"regexp"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// final is how long the stats of an ended session are kept: they never change.
const final = time.Hour

var (
	// objectID is an ID that means the same session for ever; another name may mean another session tomorrow.
	objectID = regexp.MustCompile(`^[0-9a-f]{24}$`)
	// firstSample is the first sample of a track: there are none before a session has ended.
	firstSample = regexp.MustCompile(`"timestamps":\[\s*(?:null\s*,\s*)*"?\s*-?[0-9]`)
)

// TTL returns how long an answer is given again to everyone who requests the same, 0 for not at all: a failure of the
// upstream, a refusal, what a login was answered, or half a document. For peer stats it is as long as keepFor of the
// core keeps what they are decoded to.
func (r Route) TTL(params map[string]string, answer protocol.Answer) time.Duration {
	switch {
	case answer.Login != nil || answer.BlockedBy != nil:
		return 0
	case answer.Status == http.StatusBadRequest, answer.Status == http.StatusNotFound:
		return r.fresh
	case answer.Status != http.StatusOK || !answer.IsDocument:
		return 0
	case r.isFinalOnceEnded && objectID.MatchString(params["session_id"]) && firstSample.MatchString(answer.Text):
		return final
	}
	return r.fresh
}
