package upstream

import (
	"strconv"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// The metrics stand on Grafana's endpoint of the plugin. Their labels are names of ours and statuses: no ID, no host, no secret.
var loginsTotal = promauto.NewCounterVec(prometheus.CounterOpts{
	Name: "peerlens_logins_total",
	Help: "Logins to Storm servers, by what they came to: an HTTP status or a fault.",
}, []string{"outcome"})

// outcomeOf is an answer as a label.
func outcomeOf(answer protocol.Answer) string {
	if answer.Fault != "" {
		return string(answer.Fault)
	}
	return strconv.Itoa(answer.Status)
}
