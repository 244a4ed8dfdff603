// Package dataplane checks in tests that Grafana's expressions and alert rules accept frames.
package dataplane

import (
	"fmt"

	"github.com/grafana/dataplane/sdata/numeric"
	"github.com/grafana/dataplane/sdata/timeseries"
	"github.com/grafana/grafana-plugin-sdk-go/data"
)

// Check returns the reason why Grafana would refuse frames with a type of the data plane contract; nil if it would not,
// or if they have no type.
func Check(frames data.Frames) error {
	if len(frames) == 0 || frames[0].Meta == nil {
		return nil
	}
	switch frames[0].Meta.Type {
	case data.FrameTypeNumericLong:
		return checkNumeric(frames)
	case data.FrameTypeTimeSeriesMulti:
		return checkTimeSeries(frames)
	default:
		return nil
	}
}

func checkNumeric(frames data.Frames) error {
	reader, err := numeric.CollectionReaderFromFrames(frames)
	if err != nil {
		return err
	}
	collection, err := reader.GetCollection(false)
	if err != nil {
		return err
	}
	if collection.Warning != nil {
		return collection.Warning
	}
	// The reader of long frames does not validate labels, but an alert rule fails if two rows have the same ones.
	seen := map[[2]string]bool{}
	for _, ref := range collection.Refs {
		metric := [2]string{ref.GetMetricName(), ref.GetLabels().String()}
		if seen[metric] {
			return fmt.Errorf("duplicate labels %s of metric %q", metric[1], metric[0])
		}
		seen[metric] = true
	}
	return nil
}

func checkTimeSeries(frames data.Frames) error {
	reader, err := timeseries.CollectionReaderFromFrames(frames)
	if err != nil {
		return err
	}
	collection, err := reader.GetCollection(true)
	if err != nil {
		return err
	}
	return collection.Warning
}
