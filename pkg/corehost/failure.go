package corehost

import (
	"context"
	"errors"
	"net/http"
)

// Source is whose fault a failure is.
type Source string

// Who wrote the query or the settings, the service asked, or this plugin.
const (
	User     Source = "user"
	Upstream Source = "upstream"
	Plugin   Source = "plugin"
)

// Failure is why a query has no result.
type Failure struct {
	Source Source `json:"source"`
	// Status is the HTTP status that fits, the upstream's own where it answered.
	Status int `json:"status"`
	// Message is for the person who reads it: what was asked, what came back, what to do.
	Message string `json:"message"`

	cause error
}

func (f *Failure) Error() string { return f.Message }

// Unwrap gives what ended or broke the run, nil for a failure that the core itself answered with.
func (f *Failure) Unwrap() error { return f.cause }

// statusClosed says that whoever asked no longer waits (nginx's 499; HTTP itself has no such status).
const statusClosed = 499

// failureFrom tells what went wrong in a run. A failure of the core's own passes as it is.
func failureFrom(err error) *Failure {
	var failure *Failure
	switch {
	case errors.As(err, &failure):
		return failure
	case errors.Is(err, context.DeadlineExceeded):
		// Requests end before that, so that it was the JavaScript that went on, or waited for others: there was more to do than there was
		// time. Whoever asks can mend that, and no report would.
		const message = "The query took longer than it was given and was stopped. Ask for fewer peers or a shorter session."
		return &Failure{Source: User, Status: http.StatusGatewayTimeout, Message: message, cause: err}
	case errors.Is(err, context.Canceled):
		return &Failure{Source: User, Status: statusClosed, Message: "The query was cancelled.", cause: err}
	}
	message := "Peerlens failed at this query, which is a fault in the plugin: " + err.Error() + ". Report it with the query."
	return &Failure{Source: Plugin, Status: http.StatusInternalServerError, Message: message, cause: err}
}
