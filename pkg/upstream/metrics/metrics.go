// Package metrics has the metrics of upstream requests on Grafana's endpoint of the plugin. Their labels are our own
// names and statuses, never an ID, a host or a secret.
package metrics

import (
	"strconv"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// The metrics that the README documents.
var (
	Requests = promauto.NewCounterVec(prometheus.CounterOpts{
		Name: "peerlens_upstream_requests_total",
		Help: "Requests sent to an upstream, including retries, by outcome: an HTTP status or a fault.",
	}, []string{"service", "route", "outcome"})
	RequestSeconds = promauto.NewHistogramVec(prometheus.HistogramOpts{
		Name:    "peerlens_upstream_request_duration_seconds",
		Help:    "How long an upstream took to answer a request, body included.",
		Buckets: prometheus.ExponentialBuckets(0.01, 2.5, 10),
	}, []string{"service", "route"})
	Shared = promauto.NewCounterVec(prometheus.CounterOpts{
		Name: "peerlens_shared_answers_total",
		Help: "Requests answered from the cache or by an identical request in flight.",
	}, []string{"service", "route"})
	Logins = promauto.NewCounterVec(prometheus.CounterOpts{
		Name: "peerlens_logins_total",
		Help: "Logins to Storm servers, by outcome: an HTTP status or a fault.",
	}, []string{"outcome"})
)

// Outcome returns the label for an answer.
func Outcome(answer protocol.Answer) string {
	if answer.Fault != "" {
		return string(answer.Fault)
	}
	return strconv.Itoa(answer.Status)
}
