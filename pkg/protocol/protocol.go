// Package protocol has the requests and answers between the core, the upstreams and the hosts: the Go side of
// src/core/protocol.ts.
package protocol

import (
	"errors"
	"time"
)

// Service is the service of one data source instance.
type Service string

// The services. Demo answers the routes of the two others from a generator.
const (
	HundredMS Service = "100ms"
	Storm     Service = "storm"
	Demo      Service = "demo"
)

// Request is one request to an upstream, by name. Two requests with equal Key are the same request.
type Request struct {
	Key    string            `json:"key"`
	Route  string            `json:"route"`
	Params map[string]string `json:"params"`
	// Projection names what the core makes of the answer. Only the core reads it.
	Projection string `json:"projection,omitempty"`
}

// Fault is why no answer arrived.
type Fault string

// The faults; the core has a sentence for each.
const (
	DNS         Fault = "dns"
	Refused     Fault = "refused"
	TLS         Fault = "tls"
	Timeout     Fault = "timeout"
	TooLarge    Fault = "tooLarge"
	Unreachable Fault = "unreachable"
	Settings    Fault = "settings"
	// Query is a request that is not on the allow list.
	Query Fault = "query"
	// LoginRejected is a login that the server rejected, LoginLimited one that must be sent later.
	LoginRejected Fault = "loginRejected"
	LoginLimited  Fault = "loginLimited"
	// SettingsChanged is a request of an instance that ended because its settings were saved anew.
	SettingsChanged Fault = "settingsChanged"
	// QueryTimeout is a request without an answer within the time limit of its query.
	QueryTimeout Fault = "queryTimeout"
	// Internal is a fault of this plugin.
	Internal Fault = "internal"
)

// ErrQueryTimeout is the cause of the end of a context at QueryTimeout. The query will run again and continue with the
// answers so far, so a request in flight is not cancelled.
var ErrQueryTimeout = errors.New("the time limit of the query was reached")

// Answer is an HTTP answer of any status, or the reason why there is none. Its JSON is that of the core's
// UpstreamResponse.
type Answer struct {
	Status      int    `json:"status,omitempty"`
	ContentType string `json:"contentType,omitempty"`
	// RetryAfter is the header as sent, empty if there was none.
	RetryAfter string `json:"retryAfter,omitempty"`
	// Auth is the kind of auth that a 401 or 403 rejected, as the settings name it; empty for any other answer.
	Auth string `json:"auth,omitempty"`
	// Location is the target of a redirect, without parts that can contain a secret; empty for any other answer.
	Location string `json:"location,omitempty"`
	// BlockedBy is the earlier request that received this answer, if this request was not sent; nil if it was.
	BlockedBy *BlockedBy `json:"blockedBy,omitempty"`
	// Fault is empty if an HTTP answer arrived; then Detail is empty too.
	Fault Fault `json:"fault,omitempty"`
	// Detail is the network's message about the fault, without secrets.
	Detail string `json:"detail,omitempty"`
	// Login is set if this is the answer to the login; the request that needs it was not sent.
	Login *Login `json:"login,omitempty"`
	// Text is the body as valid UTF-8, so that both hosts read the same. It is reduced to the fields that the core reads.
	Text string `json:"text,omitempty"`

	// Requests is how many requests were sent for it, 0 if it is shared.
	Requests int `json:"requests,omitempty"`
	// IsShared is set if this is the answer to another request, in flight or earlier, which saved a request.
	IsShared bool `json:"shared,omitempty"`
	// Bytes is the length of the body as it arrived.
	Bytes int `json:"bytes,omitempty"`

	// IsDocument is set if the body is JSON.
	IsDocument bool      `json:"-"`
	ReceivedAt time.Time `json:"-"`
	// TTL is how long after ReceivedAt the answer may be reused; 0 if it must not be.
	TTL time.Duration `json:"-"`
}

// IsSuccess reports whether the status is a 2xx.
func (a Answer) IsSuccess() bool { return a.Status >= 200 && a.Status < 300 }

// TakeText returns the text of an answer and removes it.
func (a *Answer) TakeText() string {
	text := a.Text
	a.Text = ""
	return text
}

// BlockedBy is an earlier request whose rejection blocks further requests for a while.
type BlockedBy struct {
	Route  string            `json:"route"`
	Params map[string]string `json:"params"`
	// Since is how many whole seconds ago it was rejected. RetryIn is in how many whole seconds the next request is sent.
	Since   int `json:"since"`
	RetryIn int `json:"retryIn"`
}

// Login describes a login that failed.
type Login struct {
	// RetryIn is in how many whole seconds the next login is tried; 0 means at the next request.
	RetryIn int `json:"retryIn"`
	// Status, Text and RetryAfter are those of the server's answer, if the Answer has a fault. Status is 0 if the server
	// did not answer.
	Status     int    `json:"status,omitempty"`
	Text       string `json:"text,omitempty"`
	RetryAfter string `json:"retryAfter,omitempty"`
	// IsPadded is set if the password begins or ends with a blank, which is invisible in its field.
	IsPadded bool `json:"isPadded,omitempty"`
}

// NotSent returns the answer to a request that was not sent.
func NotSent(fault Fault, detail string) Answer {
	return Answer{Fault: fault, Detail: detail}
}

// CeilSeconds returns a wait in seconds, rounded up, so that it is never too short.
func CeilSeconds(wait time.Duration) int {
	return int((wait + time.Second - 1) / time.Second)
}
