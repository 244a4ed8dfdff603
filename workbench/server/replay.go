package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// replayBody is a query with all that another host saw of the world: the instant and the upstreams' answers.
type replayBody struct {
	Query   json.RawMessage `json:"query"`
	Service string          `json:"service"`
	// Now and the ends of Range are milliseconds since the epoch.
	Now   int64 `json:"now"`
	Range struct {
		From int64 `json:"from"`
		To   int64 `json:"to"`
	} `json:"range"`
	Answers []replayedAnswer `json:"answers"`
}

// replayedAnswer is what a route answered, in the form in which the browser host reads it.
type replayedAnswer struct {
	Route  string            `json:"route"`
	Params map[string]string `json:"params"`
	Answer struct {
		Fault       protocol.Fault  `json:"fault"`
		Words       string          `json:"words"`
		Status      int             `json:"status"`
		ContentType string          `json:"contentType"`
		RetryAfter  string          `json:"retryAfter"`
		Location    string          `json:"location"`
		Auth        string          `json:"auth"`
		Login       *protocol.Login `json:"login"`
		Text        string          `json:"text"`
	} `json:"answer"`
}

// replayRoute has the backend host answer a query from the given answers at the given instant, so that both hosts can be compared.
// It answers 409 where the backend asks for what the other host did not: then there is nothing to compare.
func replayRoute() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body replayBody
		if !readJSON(w, r, &body) {
			return
		}
		recorded := newRecording(body.Answers)
		frames, err := corehost.Run(r.Context(), body.Query, corehost.Context{
			Service: body.Service,
			Now:     time.UnixMilli(body.Now),
			From:    time.UnixMilli(body.Range.From),
			To:      time.UnixMilli(body.Range.To),
		}, recorded.fetch)
		var failure *corehost.Failure
		switch missing := recorded.missing(); {
		case missing != "":
			writeMessage(w, http.StatusConflict, missing)
		case errors.As(err, &failure):
			writeJSON(w, http.StatusOK, map[string]string{"error": failure.Message})
		case err != nil:
			writeJSON(w, http.StatusOK, map[string]string{"error": err.Error()})
		default:
			writeJSON(w, http.StatusOK, map[string]any{"frames": frames})
		}
	})
}

// recording answers requests with what was recorded, and keeps the first that was not.
type recording struct {
	// answers are by the names of their requests.
	answers map[string]replayedAnswer

	mu      sync.Mutex
	unknown *protocol.Request
}

func newRecording(answers []replayedAnswer) *recording {
	made := &recording{answers: map[string]replayedAnswer{}}
	for _, answer := range answers {
		// The first answer is the one that counts.
		if key := keyOf(answer.Route, answer.Params); made.answers[key].Route == "" {
			made.answers[key] = answer
		}
	}
	return made
}

// keyOf names a request. JSON writes parameters in the order of their names.
func keyOf(route string, params map[string]string) string {
	if params == nil {
		params = map[string]string{}
	}
	text, _ := json.Marshal(params)
	return route + " " + string(text)
}

func (r *recording) fetch(_ context.Context, request protocol.Request) protocol.Answer {
	if recorded, isKnown := r.answers[keyOf(request.Route, request.Params)]; isKnown {
		given := recorded.Answer
		return protocol.Answer{
			Fault: given.Fault, Detail: given.Words, Location: given.Location, Login: given.Login,
			Status: given.Status, ContentType: given.ContentType, RetryAfter: given.RetryAfter, Auth: given.Auth, Text: given.Text,
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.unknown == nil {
		r.unknown = &request
	}
	return protocol.Refusal(protocol.Unreachable, "not recorded")
}

// missing names the request that was not recorded; it is empty where all were.
func (r *recording) missing() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.unknown == nil {
		return ""
	}
	return fmt.Sprintf("the backend asks for %s %v, which the browser got no answer to", r.unknown.Route, r.unknown.Params)
}
