// Command alert measures one evaluation of an alert rule on 200 named substreams, through the data source as Grafana
// calls it, over a plain HTTP client that makes the same requests, as many at once, to the same simulator in a process
// of its own.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"runtime"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/config"
	"github.com/peerlens/peerlens-quality-datasource/bench/measure"
	"github.com/peerlens/peerlens-quality-datasource/pkg/plugin"
	"github.com/peerlens/peerlens-quality-datasource/simulator"
	"golang.org/x/sync/errgroup"
)

const (
	substreams = 200
	// concurrency is how many requests a data source has open.
	concurrency = 8
	rounds      = 15
	// evaluations is how often the rule is evaluated for the figures of memory.
	evaluations = 1_000
)

func main() {
	if len(os.Args) > 1 { // It starts itself a second time, as the simulator, which prints its address.
		fmt.Println(httptest.NewServer(simulator.Handler(time.Now)).URL)
		_, _ = io.Copy(io.Discard, os.Stdin) // Until the first process ends.
		return
	}
	server := exec.Command(os.Args[0], "serve") // #nosec G702 -- this program itself
	input, err := server.StdinPipe()
	measure.ExitOn(err)
	defer func() { _ = input.Close() }()
	output, err := server.StdoutPipe()
	measure.ExitOn(err)
	measure.ExitOn(server.Start())
	var address string
	_, err = fmt.Fscanln(output, &address)
	measure.ExitOn(err)
	for _, latency := range []int{5, 1, 0} {
		compare(upstream(address, latency), latency)
	}
	measureMemory(upstream(address, 0))
}

// upstream returns the URL at which the simulator answers any substream with the document of Storm's reference page,
// after some milliseconds.
func upstream(address string, latency int) string {
	return fmt.Sprintf("%s/faults/latency=%d/documents/storm-substream", address, latency)
}

// compare prints how long an evaluation takes over the plain client, the two timed in turn.
func compare(url string, latency int) {
	rule := newRule(url)
	defer rule.Dispose()
	plain := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: concurrency}}
	var ratios, times []float64
	for round := range rounds + 1 {
		evaluation := measure.Seconds(func() { evaluate(rule, fmt.Sprint("rule-", round)) })
		requests := measure.Seconds(func() { request(plain, url, fmt.Sprint("plain-", round)) })
		if round > 0 { // The first of each warms the machine up.
			ratios, times = append(ratios, evaluation/requests), append(times, evaluation*1_000)
		}
	}
	fmt.Printf("alert-path-%dms: %.2f x\n  %.0f ms an evaluation\n", latency, measure.Median(ratios), measure.Median(times))
}

// measureMemory prints how much a process has in use after many evaluations, over a tenth of them.
func measureMemory(url string) {
	rule := newRule(url)
	defer rule.Dispose()
	var early uint64
	for i := range evaluations {
		if i == evaluations/10 {
			early = heap()
		}
		evaluate(rule, fmt.Sprint("memory-", i))
	}
	late := heap()
	fmt.Printf("alert-heap: %.2f x\n  %.1f MB after %d evaluations, %.0f MB at most resident\n",
		float64(late)/float64(early), float64(late)/(1<<20), evaluations, measure.PeakMB())
}

func newRule(url string) *plugin.Datasource {
	instance, err := plugin.NewDatasource(context.Background(), backend.DataSourceInstanceSettings{
		URL: url, JSONData: []byte(`{"service":"storm","auth":"token"}`), DecryptedSecureJSONData: map[string]string{"token": simulator.StormToken},
	})
	measure.ExitOn(err)
	return instance.(*plugin.Datasource)
}

// evaluate runs the query of an alert rule. No evaluation before had this stream, as a snapshot is cached for a second.
func evaluate(rule *plugin.Datasource, stream string) {
	query, err := json.Marshal(map[string]any{
		"queryType": "substream", "app": "live", "streamKeys": []string{stream}, "substreams": names(), "format": "numeric", "metric": "healthScore",
	})
	measure.ExitOn(err)
	now := time.Now()
	answer, err := rule.QueryData(context.Background(), &backend.QueryDataRequest{
		PluginContext: backend.PluginContext{GrafanaConfig: config.NewGrafanaCfg(nil)},
		Queries:       []backend.DataQuery{{RefID: "A", JSON: query, TimeRange: backend.TimeRange{From: now.Add(-time.Minute), To: now}}},
	})
	measure.ExitOn(err)
	measure.ExitOn(answer.Responses["A"].Error)
	frame := answer.Responses["A"].Frames[0]
	if requests := frame.Meta.Stats[0].Value; frame.Rows() != substreams || requests != substreams {
		measure.ExitOn(fmt.Errorf("%d rows of %v requests", frame.Rows(), requests))
	}
}

// request makes a rule's requests and reads their answers, and nothing else.
func request(client *http.Client, url, stream string) {
	var group errgroup.Group
	group.SetLimit(concurrency)
	for _, name := range names() {
		group.Go(func() error {
			request, err := http.NewRequest(http.MethodGet, url+"/api/streams/live/"+stream+"/"+name, http.NoBody)
			if err != nil {
				return err
			}
			request.Header.Set("Authorization", "Bearer "+simulator.StormToken)
			response, err := client.Do(request)
			if err != nil {
				return err
			}
			defer func() { _ = response.Body.Close() }()
			if _, err := io.ReadAll(response.Body); err != nil || response.StatusCode != http.StatusOK {
				return fmt.Errorf("answered %d, %w", response.StatusCode, err)
			}
			return nil
		})
	}
	measure.ExitOn(group.Wait())
}

func names() []string {
	all := make([]string, substreams)
	for i := range all {
		all[i] = fmt.Sprint("substream-", i)
	}
	return all
}

// heap returns how many bytes are in use without garbage, and without what is cached for a second.
func heap() uint64 {
	time.Sleep(1_500 * time.Millisecond)
	runtime.GC()
	runtime.GC() // The first leaves what pools keep.
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}
