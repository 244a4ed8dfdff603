package plugin

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/routes"
)

const (
	mostRequests = 500
	// largestAsked bounds the body of a fetch, in bytes.
	largestAsked = 1 << 20
	// ahead is how many answers are fetched before the first of them is written; each holds its text.
	ahead = 8
)

// header is the line before each answer's body: one or the other of status and fault, and the body's length in bytes.
type header struct {
	Status      int    `json:"status,omitempty"`
	ContentType string `json:"contentType,omitempty"`
	RetryAfter  string `json:"retryAfter,omitempty"`
	Auth        string `json:"auth,omitempty"`
	// Location is where a redirect leads.
	Location string `json:"location,omitempty"`
	// BlockedBy is the request that was answered so, if this one did not leave.
	BlockedBy *protocol.BlockedBy `json:"heldBy,omitempty"`
	Fault     protocol.Fault      `json:"fault,omitempty"`
	Detail    string              `json:"words,omitempty"`
	// Login is set if the login was answered so.
	Login *protocol.Login `json:"login,omitempty"`
	// Requests is how many left for it, IsShared that it is the answer of another, and one was spared.
	Requests int  `json:"requests,omitempty"`
	IsShared bool `json:"shared,omitempty"`
	// Bytes is how many arrived, if any did; Length is how many are passed on.
	Bytes  int `json:"bytes,omitempty"`
	Length int `json:"length"`
}

// serveFetch answers a batch of named requests, in their order: for each a line of JSON, then as many raw bytes as it
// says. Whatever the upstream's status, the route's own is 200: a 401 would send the browser to log in again.
func serveFetch(w http.ResponseWriter, r *http.Request, fetch corehost.Fetch) {
	requests, refused := readRequests(w, r)
	if refused != "" {
		refuse(w, http.StatusBadRequest, refused)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.WriteHeader(http.StatusOK)
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	for answer := range inOrder(ctx, requests, corehost.WithCircuitBreaker(fetch)) {
		if err := writeAnswer(w, <-answer); err != nil {
			return
		}
	}
}

// readRequests reads a fetch's body. The text says what is wrong with it, empty where nothing is.
func readRequests(w http.ResponseWriter, r *http.Request) ([]protocol.Request, string) {
	if r.Body == nil {
		return nil, `The body is empty: send {"requests": [{"route", "params"}]}.`
	}
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largestAsked))
	if err != nil {
		return nil, fmt.Sprintf("The body is larger than %d bytes.", largestAsked)
	}
	var asked struct {
		Requests []protocol.Request `json:"requests"`
	}
	if err := json.Unmarshal(text, &asked); err != nil {
		return nil, `The body is not {"requests": [{"route", "params"}]}: ` + err.Error() + "."
	}
	if len(asked.Requests) > mostRequests {
		return nil, fmt.Sprintf("%d requests at once are more than %d.", len(asked.Requests), mostRequests)
	}
	return asked.Requests, ""
}

// inOrder starts the requests a few at a time and gives their answers in the order of the requests.
func inOrder(ctx context.Context, requests []protocol.Request, fetch corehost.Fetch) <-chan chan protocol.Answer {
	answers := make(chan chan protocol.Answer, ahead-1)
	go func() {
		defer close(answers)
		for _, request := range requests {
			answer := make(chan protocol.Answer, 1)
			select {
			case answers <- answer:
				go func() { answer <- forViewer(ctx, request, fetch) }()
			case <-ctx.Done():
				return
			}
		}
	}()
	return answers
}

// forViewer answers a request of a viewer's, who reaches nothing but what queries need.
func forViewer(ctx context.Context, request protocol.Request, fetch corehost.Fetch) (answer protocol.Answer) {
	defer protocol.Recovered(ctx, &answer)
	if routes.IsForHealth(request.Route) {
		return protocol.Refusal(protocol.Query, fmt.Sprintf("route %s is for Save & test alone", request.Route))
	}
	return fetch(ctx, request)
}

func writeAnswer(w http.ResponseWriter, answer protocol.Answer) error {
	line, err := json.Marshal(header{
		Status:      answer.Status,
		ContentType: answer.ContentType,
		RetryAfter:  answer.RetryAfter,
		Auth:        answer.Auth,
		Location:    answer.Location,
		BlockedBy:   answer.BlockedBy,
		Login:       answer.Login,
		Fault:       answer.Fault,
		Detail:      answer.Detail,
		Requests:    answer.Requests,
		IsShared:    answer.IsShared,
		Bytes:       answer.Bytes,
		Length:      len(answer.Text),
	})
	if err != nil {
		return err
	}
	if _, err := w.Write(append(line, '\n')); err != nil {
		return err
	}
	if _, err := io.WriteString(w, answer.Text); err != nil {
		return err
	}
	// Sends what is written, so that no more than a few answers are held at a time.
	return http.NewResponseController(w).Flush()
}
