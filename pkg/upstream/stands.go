package upstream

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// endedFor is how long the stats of an ended session stand: they never change.
const endedFor = time.Hour

// objectID names one session for ever; another name may mean another session tomorrow.
var objectID = regexp.MustCompile(`^[0-9a-f]{24}$`)

// standsFor is how long an answer is given again to whoever asks for the same. A failure of the upstream's is never, nor is half a
// document, nor what was said at a login. For peer stats it is as long as the core's keepFor says of what they are decoded to.
func (to route) standsFor(params map[string]string, answer protocol.Answer) time.Duration {
	if answer.IsOfLogin {
		return 0
	}
	switch answer.Status {
	case http.StatusOK:
		// A byte order mark is no part of a document.
		switch text := strings.TrimPrefix(answer.Text, "\ufeff"); {
		case !json.Valid([]byte(text)):
			return 0
		case to.isOfEnded && objectID.MatchString(params["session_id"]) && hasSample(text):
			return endedFor
		}
		return to.fresh
	case http.StatusBadRequest, http.StatusNotFound:
		return to.fresh
	}
	return 0
}
