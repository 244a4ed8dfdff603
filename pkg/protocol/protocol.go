// Package protocol holds what the core, the upstreams and the hosts say to each other: the Go side of src/core/protocol.ts.
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

// The faults that the core has words for.
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
	// Login is a login that was refused, Wait a request that may leave only later, at a time that its words say.
	Login Fault = "login"
	Wait  Fault = "wait"
	// Late is a request that was not answered within the time that its query asks for.
	Late Fault = "late"
	// Broken is a fault of this plugin's own.
	Broken Fault = "broken"
)

// ErrLate is the cause that ends the context of such a request. Its query will be asked again and go on from what was answered, so that
// a request that has left is not taken back.
var ErrLate = errors.New("the time of the query was over")

// Answer is what came back: an HTTP answer of any status, or the reason why there was none.
type Answer struct {
	// Fault is empty where an HTTP answer arrived; then Words are empty too.
	Fault Fault
	// Words are the network's own about the fault, without secrets.
	Words string

	Status      int
	ContentType string
	// RetryAfter is the header as sent, empty where there was none.
	RetryAfter string
	// Auth is the kind of auth that a 401 or 403 refused, as the settings name it; empty for any other answer.
	Auth string
	// HeldBy is the request that this answer was given to, where it stands for one that did not leave; nil for one that did.
	HeldBy *HeldBy
	// IsOfLogin tells that not the request was answered so, which did not leave, but the login that it needs.
	IsOfLogin bool
	// Text is the body as valid UTF-8, so that both hosts read the same.
	Text string

	// At is when it arrived.
	At time.Time
	// Requests is how many left for it, 0 where it was shared.
	Requests int
	// IsShared tells that a request was spared: the answer is that of another one, under way or made before.
	IsShared bool
}

// HeldBy is an earlier request that was refused, for whose sake others are not made for a while.
type HeldBy struct {
	Route  string            `json:"route"`
	Params map[string]string `json:"params"`
	// Ago is for how many whole seconds it has been refused, Again in how many the next is made.
	Ago   int `json:"ago"`
	Again int `json:"again"`
}

// Refusal is the answer of a request that did not leave.
func Refusal(fault Fault, words string) Answer {
	return Answer{Fault: fault, Words: words}
}
