package dataplane_test

import (
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/peerlens/peerlens-quality-datasource/pkg/dataplane"
)

func TestCheckRefusesTwoRowsWithEqualLabels(t *testing.T) {
	value := 1.0
	frame := data.NewFrame("",
		data.NewField("peer_id", nil, []*string{new(string), nil}),
		data.NewField("rtt_ms", nil, []*float64{&value, &value}),
	).SetMeta(&data.FrameMeta{Type: data.FrameTypeNumericLong, TypeVersion: data.FrameTypeVersion{0, 1}})
	expectError(t, data.Frames{frame}, "duplicate labels")
}

func TestCheckRefusesTwoSeriesWithEqualLabels(t *testing.T) {
	expectError(t, data.Frames{series(1, 2), series(1, 2)}, "duplicate metrics")
}

func TestCheckRefusesASeriesThatGoesBackInTime(t *testing.T) {
	expectError(t, data.Frames{series(2, 1)}, "unsorted")
}

func series(first, second int64) *data.Frame {
	return data.NewFrame("",
		data.NewField("time", nil, []time.Time{time.UnixMilli(first), time.UnixMilli(second)}),
		data.NewField("rtt_ms", data.Labels{"peer_id": "p"}, []float64{1, 2}),
	).SetMeta(&data.FrameMeta{Type: data.FrameTypeTimeSeriesMulti, TypeVersion: data.FrameTypeVersion{0, 1}})
}

func expectError(t *testing.T, frames data.Frames, expected string) {
	t.Helper()
	if err := dataplane.Check(frames); err == nil || !strings.Contains(err.Error(), expected) {
		t.Errorf("got %v, want %s", err, expected)
	}
}
