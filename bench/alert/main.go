// Command alert measures one evaluation of an alert rule on 200 named substreams, through the data source as Grafana calls it, over a plain
// HTTP client that makes the same requests, as many at once, to the same simulator in a process of its own.
package main

import (
	"context"
	"flag"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"slices"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/simulator"
)

const (
	substreams = 200
	// atOnce is how many requests a data source has open.
	atOnce = 8
	rounds = 15
)

// evaluations are those after which memory is looked at again.
var evaluations = flag.Int("evaluations", 1_000, "how often the rule is evaluated for the figures of memory")

func main() {
	serves := flag.Bool("serve", false, "be the simulator")
	flag.Parse()
	if *serves {
		serve()
		return
	}
	if err := measure(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// serve is the simulator until it is stopped. It says its address first.
func serve() {
	server := httptest.NewServer(simulator.Handler(simulator.Options{}))
	defer server.Close()
	fmt.Println(server.URL)
	stopped := make(chan os.Signal, 1)
	signal.Notify(stopped, os.Interrupt)
	<-stopped
}

func measure(ctx context.Context) error {
	server := exec.CommandContext(ctx, os.Args[0], "-serve") // It starts itself a second time, as the server.
	said, err := server.StdoutPipe()
	if err != nil {
		return err
	}
	if err := server.Start(); err != nil {
		return err
	}
	defer func() { _ = server.Process.Kill() }()
	var address string
	if _, err := fmt.Fscanln(said, &address); err != nil {
		return err
	}
	for _, latency := range []int{5, 1, 0} {
		if err := compare(ctx, address, latency); err != nil {
			return err
		}
	}
	return remember(ctx, address)
}

// compare prints how long an evaluation takes over the plain client, the two timed in turn.
func compare(ctx context.Context, address string, latency int) error {
	rule := newRule(ctx, address, latency)
	defer rule.close()
	plain := newPlain(address, latency)
	var ratios, times []float64
	for round := range rounds + 1 {
		evaluation, err := timed(func() error { return rule.evaluate(ctx, fmt.Sprint("rule-", round)) })
		if err != nil {
			return err
		}
		upstream, err := timed(func() error { return plain.ask(ctx, fmt.Sprint("plain-", round)) })
		if err != nil {
			return err
		}
		if round == 0 {
			continue // the first of each warms the machine up
		}
		ratios, times = append(ratios, evaluation/upstream), append(times, evaluation*1_000)
	}
	fmt.Printf("alert-vs-plain-%dms: %.2f x (%.0f ms an evaluation)\n", latency, median(ratios), median(times))
	return nil
}

// remember prints what a process holds after many evaluations, over what it held after a tenth of them.
func remember(ctx context.Context, address string) error {
	rule := newRule(ctx, address, 0)
	defer rule.close()
	var early uint64
	for i := range *evaluations {
		if err := rule.evaluate(ctx, fmt.Sprint("memory-", i)); err != nil {
			return err
		}
		if i+1 == *evaluations/10 {
			early = heap()
		}
	}
	late := heap()
	fmt.Printf("alert-heap: %.2f x (%.1f MB after %d evaluations, %s at most resident)\n",
		float64(late)/float64(early), float64(late)/(1<<20), *evaluations, mostResident())
	return nil
}

// heap is how many bytes are in use once the garbage is gone, and what stands for a second only.
func heap() uint64 {
	time.Sleep(1_500 * time.Millisecond)
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

func timed(work func() error) (seconds float64, err error) {
	runtime.GC()
	begun := time.Now()
	err = work()
	return time.Since(begun).Seconds(), err
}

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}
