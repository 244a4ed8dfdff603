// Package dataplane reads frames as Grafana's expressions and alert rules do, to tell in a test what they would refuse.
package dataplane

import (
	"fmt"

	"github.com/grafana/dataplane/sdata/numeric"
	"github.com/grafana/dataplane/sdata/timeseries"
	"github.com/grafana/grafana-plugin-sdk-go/data"
)

// Check says why Grafana would refuse frames that name a type of the data plane contract; nil where it would not, or where they name none.
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
	// The reader of long frames validates no labels; an alert rule fails with two rows of the same.
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
	if collection.Warning != nil {
		return collection.Warning
	}
	return nil
}
