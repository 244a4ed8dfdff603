// Package measure has what the benchmarks in Go share.
package measure

import (
	"fmt"
	"os"
	"runtime"
	"slices"
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
