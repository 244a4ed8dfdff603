// Package protocol holds what the core, the upstreams and the hosts say to each other: the Go side of
// src/core/protocol.ts.
package protocol

import (
	"errors"
	"time"
)

// Request is one request to an upstream, by name. Two requests with equal Key are the same request.
type Request struct {
	Key    string            `json:"key"`
	Route  string            `json:"route"`
	Params map[string]string `json:"params"`
	// Projection is what the core makes of the answer. It is carried for the core alone.
	Projection string `json:"projection,omitempty"`
}

// Fault is why no answer arrived.
type Fault string

// The faults that the core has sentences for.
const (
	DNS         Fault = "dns"
	Refused     Fault = "refused"
	TLS         Fault = "tls"
	Timeout     Fault = "timeout"
	TooLarge    Fault = "tooLarge"
	Unreachable Fault = "unreachable"
	Settings    Fault = "settings"
	// Query is a request for what is not on the allow list.
	Query Fault = "query"
	// LoginRejected is a login that the server rejected, RateLimited a request that may leave only later.
	LoginRejected Fault = "login"
	RateLimited   Fault = "wait"
	// QueryTimeout is a request that was not answered within the time budget of its query.
	QueryTimeout Fault = "late"
	// Internal is a fault of this plugin.
	Internal Fault = "broken"
)

// ErrQueryTimeout is the cause that ends the context of such a request. Its query will be run again and continue with
// what was answered, so that a request that has left is not cancelled.
var ErrQueryTimeout = errors.New("the time limit of the query was reached")

// Answer is what came back: an HTTP answer of any status, or the reason why there was none.
type Answer struct {
	// Fault is empty if an HTTP answer arrived; then Detail is empty too.
	Fault Fault
	// Detail is what the network said about the fault, without secrets.
	Detail string

	Status      int
	ContentType string
	// RetryAfter is the header as sent, empty if there was none.
	RetryAfter string
	// Location is where a redirect leads, without what can hold a secret; empty for any other answer.
	Location string
	// Auth is the kind of auth that a 401 or 403 rejected, as the settings name it; empty for any other answer.
	Auth string
	// BlockedBy is the request that this answer was given to, if this one did not leave; nil if it did.
	BlockedBy *BlockedBy
	// Login is set if the login was answered so, and not the request that needs it, which did not leave.
	Login *Login
	// Text is the body as valid UTF-8, so that both hosts read the same, reduced to what the core reads.
	Text string
	// IsDocument tells that the body was JSON.
	IsDocument bool
	// Bytes is how long the body was as it arrived.
	Bytes int

	ReceivedAt time.Time
	// Requests is how many left for it, 0 if it was shared.
	Requests int
	// IsShared tells that a request was saved: the answer is that of another one, under way or made before.
	IsShared bool
}

// BlockedBy is an earlier request that was rejected, because of which others are not made for a while.
type BlockedBy struct {
	Route  string            `json:"route"`
	Params map[string]string `json:"params"`
	// Since is how many whole seconds ago it was rejected, RetryIn in how many the next is made.
	Since   int `json:"ago"`
	RetryIn int `json:"again"`
}

// Login is what is known of a login that failed.
type Login struct {
	// RetryIn is in how many whole seconds the next login is tried, 0 for with the next request.
	RetryIn int `json:"retryIn"`
	// Status, Text and RetryAfter are what the server answered, if the answer has a fault; the status is 0 if it
	// answered nothing.
	Status     int    `json:"status,omitempty"`
	Text       string `json:"text,omitempty"`
	RetryAfter string `json:"retryAfter,omitempty"`
	// IsPadded tells that the password begins or ends with a blank, which nobody can see in its field.
	IsPadded bool `json:"isPadded,omitempty"`
}

// Refusal is the answer of a request that did not leave.
func Refusal(fault Fault, detail string) Answer {
	return Answer{Fault: fault, Detail: detail}
}

// WholeSeconds rounds a wait up: who waits as long has waited long enough.
func WholeSeconds(wait time.Duration) int {
	return int((wait + time.Second - 1) / time.Second)
}
