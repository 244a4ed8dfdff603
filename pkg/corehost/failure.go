package corehost

import (
	"context"
	"errors"
	"net/http"
)

// Source is the party that can fix a failure.
type Source string

// The author of the query or the settings, the service, or this plugin.
const (
	User     Source = "user"
	Upstream Source = "upstream"
	Plugin   Source = "plugin"
)

// Failure is why a query has no result.
type Failure struct {
	Source Source `json:"source"`
	// Status is an HTTP status: that of the upstream if it answered, or else the one that fits best.
	Status int `json:"status"`
	// Message tells a person what was requested, what came back, and what to do.
	Message string `json:"message"`
	// Details tells what was requested and what came back. Only Save & test has them, whose message is about the settings.
	Details string `json:"details,omitempty"`
	// Setting is the name of the setting that Save & test failed with; empty if it is none of them.
	Setting string `json:"setting,omitempty"`

	cause error
}

func (f *Failure) Error() string { return f.Message }

// Unwrap returns the cause that ended or broke the run; nil for a failure that the core itself returned.
func (f *Failure) Unwrap() error { return f.cause }

// statusClosed is the status for a client that no longer waits (nginx's 499; HTTP itself has no such status).
const statusClosed = 499

// failureFrom converts any error of a run to a failure. A failure of the core is returned as it is.
func failureFrom(err error) *Failure {
	var failure *Failure
	switch {
	case errors.As(err, &failure):
		return failure
	case errors.Is(err, context.DeadlineExceeded):
		// Requests end before the deadline, so the JavaScript took too long, or waited too long for other queries. The user
		// can fix that by a smaller query, so it is no fault of the plugin.
		const message = "The query exceeded its time limit and was stopped. Ask for fewer peers or a shorter session."
		return &Failure{Source: User, Status: http.StatusGatewayTimeout, Message: message, cause: err}
	case errors.Is(err, context.Canceled):
		return &Failure{Source: User, Status: statusClosed, Message: "The query was cancelled.", cause: err}
	}
	message := "This is a bug in Peerlens: " + err.Error() + ". Please report it with the query."
	return &Failure{Source: Plugin, Status: http.StatusInternalServerError, Message: message, cause: err}
}
