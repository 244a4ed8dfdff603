package plugin

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
	"github.com/peerlens/peerlens-quality-datasource/simulator"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

func TestMetricsEndpointHasTheDocumentedMetrics(t *testing.T) {
	// The series of each metric that must grow, by its labels in the order of their names.
	growing := map[string][]string{
		"peerlens_upstream_requests_total":           {"outcome=200 route=substream service=storm", "outcome=200 route=stormInfo service=storm", "outcome=404 route=stream service=storm"},
		"peerlens_upstream_request_duration_seconds": {"route=substream service=storm", "route=stormInfo service=storm", "route=stream service=storm"},
		"peerlens_shared_answers_total":              {"route=stream service=storm"},
		"peerlens_logins_total":                      {"outcome=200", "outcome=401"},
		"peerlens_query_duration_seconds":            {"service=storm"},
		"peerlens_core_duration_seconds":             {"service=storm"},
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	documented := regexp.MustCompile("`(peerlens_[a-z_]+)`").FindAllStringSubmatch(string(readme), -1)
	var names []string
	for _, name := range documented {
		names = append(names, name[1])
	}
	slices.Sort(names)
	if tested := slices.Sorted(maps.Keys(growing)); !slices.Equal(names, tested) {
		t.Errorf("the README names %v, tested are %v", names, tested)
	}
	before := series(t)
	for _, user := range []string{"demo", "nobody"} {
		plugin := serve(t, simulator.Handler(hourAfterCall), `{"service":"storm","username":"`+user+`","timeout":600}`)
		plugin.query(t, substreamQuery)
		for range 2 {
			plugin.fetch(t, `{"route":"stream","params":{"app":"live","streamKey":"nobody"}}`)
		}
		plugin.health(t)
	}
	after := series(t)
	for name, labels := range growing {
		for _, label := range labels {
			if key := name + " " + label; after[key] <= before[key] {
				t.Errorf("%s went from %v to %v", key, before[key], after[key])
			}
		}
	}
}

// aSeries matches a line of the metrics: the value of a counter, or the count of a histogram.
var aSeries = regexp.MustCompile(`(?m)^(peerlens_[a-z_]+?)(?:_count)?\{(.*)\} ([0-9.e+]+)$`)

// series returns the values of the plugin's metrics on Grafana's endpoint, by name and labels.
func series(t *testing.T) map[string]float64 {
	t.Helper()
	connection, err := grpc.NewClient(servedAt, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = connection.Close() }()
	collected, err := pluginv2.NewDiagnosticsClient(connection).CollectMetrics(t.Context(), &pluginv2.CollectMetricsRequest{})
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]float64{}
	for _, line := range aSeries.FindAllStringSubmatch(string(collected.GetMetrics().GetPrometheus()), -1) {
		value, err := strconv.ParseFloat(line[3], 64)
		if err != nil {
			t.Fatal(err)
		}
		found[line[1]+" "+strings.NewReplacer(`"`, "", ",", " ").Replace(line[2])] = value
	}
	return found
}
