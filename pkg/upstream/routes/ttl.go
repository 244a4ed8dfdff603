package routes

import (
	"net/http"
	"regexp"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// Final is the TTL of the stats of an ended session, which never change.
const Final = time.Hour

var (
	// objectID matches an ID that always means the same session. Another name can mean another session tomorrow.
	objectID = regexp.MustCompile(`^[0-9a-f]{24}$`)
	// firstSample matches the first sample of a track. There are none before a session has ended.
	firstSample = regexp.MustCompile(`"timestamps":\[\s*(?:null\s*,\s*)*"?\s*-?[0-9]`)
)

// TTL returns how long an answer may be reused, as it is or decoded. It is 0 for a failure other than a 400 or 404, a
// refusal, the answer to a login, or half a document.
func (r Route) TTL(params map[string]string, answer protocol.Answer) time.Duration {
	switch {
	case answer.Login != nil || answer.BlockedBy != nil:
		return 0
	case answer.Status == http.StatusBadRequest, answer.Status == http.StatusNotFound:
		return r.ttl
	case !answer.IsSuccess() || !answer.IsDocument:
		return 0
	case r.isFinalOnceEnded && objectID.MatchString(params["session_id"]) && firstSample.MatchString(answer.Text):
		return Final
	}
	return r.ttl
}
