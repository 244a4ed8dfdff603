package plugin

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

const (
	// maxRequests is how many requests one fetch can have.
	maxRequests = 500
	// maxBodyBytes bounds the body of a fetch.
	maxBodyBytes = 1 << 20
	// maxAhead is how many answers are fetched before the first of them is written; each holds its text.
	maxAhead = 8
)

// header is the line before each answer's body: the answer without its text, and the body's length in bytes.
type header struct {
	protocol.Answer
	Length int `json:"length"`
}

// serveFetch answers a batch of requests in their order: for each a header as a line of JSON, then the raw bytes of the
// body. Its own status is always 200, for any status of the upstream: a 401 would send the browser to the login page.
func serveFetch(w http.ResponseWriter, r *http.Request, fetch corehost.Fetch) {
	requests, problem := readRequests(w, r)
	if problem != "" {
		refuse(w, http.StatusBadRequest, problem)
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

// readRequests returns the requests in a fetch's body, and what is wrong with the body; empty if it is valid.
func readRequests(w http.ResponseWriter, r *http.Request) (requests []protocol.Request, problem string) {
	if r.Body == nil {
		return nil, `The body is empty: send {"requests": [{"route", "params"}]}.`
	}
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBodyBytes))
	if err != nil {
		return nil, fmt.Sprintf("The body is larger than %d bytes.", maxBodyBytes)
	}
	var body struct {
		Requests []protocol.Request `json:"requests"`
	}
	if err := json.Unmarshal(text, &body); err != nil {
		return nil, `The body is not {"requests": [{"route", "params"}]}: ` + err.Error() + "."
	}
	if len(body.Requests) > maxRequests {
		return nil, fmt.Sprintf("%d requests at once are more than %d.", len(body.Requests), maxRequests)
	}
	return body.Requests, ""
}

// inOrder starts the requests a few at a time and returns their answers in the order of the requests.
func inOrder(ctx context.Context, requests []protocol.Request, fetch corehost.Fetch) <-chan chan protocol.Answer {
	answers := make(chan chan protocol.Answer, maxAhead-1)
	go func() {
		defer close(answers)
		for _, request := range requests {
			answer := make(chan protocol.Answer, 1)
			select {
			case answers <- answer:
				go func() {
					answer <- protocol.Recover(ctx, func() protocol.Answer { return fetch(ctx, request) })
				}()
			case <-ctx.Done():
				return
			}
		}
	}()
	return answers
}

func writeAnswer(w http.ResponseWriter, answer protocol.Answer) error {
	text := answer.TakeText()
	line, err := json.Marshal(header{answer, len(text)})
	if err != nil {
		return err
	}
	if _, err := w.Write(append(line, '\n')); err != nil {
		return err
	}
	if _, err := io.WriteString(w, text); err != nil {
		return err
	}
	// Without a flush, more than a few answers would be in memory at a time.
	return http.NewResponseController(w).Flush()
}
