// Package measure has what the benchmarks and the fuzzer in Go share.
package measure

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
)

// Seconds returns how long work takes, without the garbage of what ran before it.
func Seconds(work func()) float64 {
	runtime.GC()
	began := time.Now()
	work()
	return time.Since(began).Seconds()
}

// Median returns the middle one of some values.
func Median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

// ExitOn ends the process with an error, unless it is nil.
func ExitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// PeakMB returns the most memory that this process had resident so far, 0 where the system does not tell.
func PeakMB() (megabytes float64) {
	status, _ := os.ReadFile("/proc/self/status")
	_, peak, _ := strings.Cut(string(status), "VmHWM:")
	_, _ = fmt.Sscan(peak, &megabytes)
	return megabytes / 1024
}
