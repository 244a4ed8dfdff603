package plugin

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// The channel of live/studio/native, polled once a second, and that of a substream with the name of Storm's list of
// viewers.
const (
	nativePath  = "substream/6a3eb3360f3901729975d4e6e9ad092c/1000"
	nativeData  = `{"queryType":"substream","format":"live","app":"live","streamKeys":["studio"],"substreams":["native"],"intervalMs":1000}`
	viewersPath = "substream/0729bd0b8717edf2eb6d45da91f6554b/1000"
)

const stormWithToken = `{"service":"storm","auth":"token"}`

// growing answers as a substream that receives 1,000 bytes per second, and counts the polls.
func growing(polls *atomic.Int32) http.HandlerFunc {
	began := time.Now()
	return func(w http.ResponseWriter, _ *http.Request) {
		polls.Add(1)
		now := time.Now()
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprintf(w, `{"data":{"startTime":1,"inTotalBytes":%d},"meta":{"generatedAt":%d}}`, now.Sub(began).Milliseconds(), now.UnixMilli())
	}
}

// subscribe returns the status of a subscription and the number of its initial points.
func (i instance) subscribe(t *testing.T, path, data string) (backend.SubscribeStreamStatus, int) {
	t.Helper()
	response, err := i.handlers.(*Datasource).SubscribeStream(i.ctx, &backend.SubscribeStreamRequest{Path: path, Data: []byte(data)})
	if err != nil {
		t.Fatal(err)
	}
	if response.InitialData == nil {
		return response.Status, 0
	}
	return response.Status, pointsIn(t, response.InitialData.Data())
}

func pointsIn(t *testing.T, text []byte) int {
	t.Helper()
	var read struct{ Points []json.RawMessage }
	if err := json.Unmarshal(text, &read); err != nil {
		t.Errorf("%s: %v", text, err)
	}
	return len(read.Points)
}

func TestSubscribeStreamAcceptsOnlyTheChannelOfASubstream(t *testing.T) {
	var polls atomic.Int32
	plugin := newInstance(t, settingsOf(stormWithToken), growing(&polls), time.Now)
	const ok, notFound = backend.SubscribeStreamStatusOK, backend.SubscribeStreamStatusNotFound
	for name, row := range map[string]struct {
		path, data string
		want       backend.SubscribeStreamStatus
	}{
		"its own":            {nativePath, nativeData, ok},
		"another's":          {nativePath, strings.Replace(nativeData, "native", "720p", 1), notFound},
		"another interval":   {nativePath, strings.Replace(nativeData, "1000", "5000", 1), notFound},
		"no data":            {nativePath, ``, notFound},
		"not JSON":           {nativePath, `<html>`, notFound},
		"another path":       {"admin", nativeData, notFound},
		"the viewers":        {viewersPath, strings.Replace(nativeData, "native", "viewers", 1), notFound},
		"a path that climbs": {"substream/../" + nativePath, nativeData, notFound},
	} {
		if status, _ := plugin.subscribe(t, row.path, row.data); status != row.want {
			t.Errorf("%s: got %v", name, status)
		}
	}
	response, err := plugin.handlers.(*Datasource).PublishStream(t.Context(), &backend.PublishStreamRequest{Path: nativePath, Data: []byte(`{}`)})
	if err != nil || response.Status != backend.PublishStreamStatusPermissionDenied {
		t.Errorf("publishing: got %v, %v", response, err)
	}
	if polls.Load() != 0 {
		t.Errorf("%d requests reached the upstream without a stream", polls.Load())
	}
}

// packets counts the points that a stream sends.
type packets struct {
	t      *testing.T
	points int
}

func (p *packets) Send(packet *backend.StreamPacket) error {
	p.points += pointsIn(p.t, packet.Data)
	return nil
}

// pkg/live tests the poller.
func TestRunStreamSendsThePointsUntilGrafanaEndsIt(t *testing.T) {
	inTime(t, func(t *testing.T) {
		plugin := newInstance(t, settingsOf(`{"service":"demo"}`), nil, time.Now)
		ctx, stop := context.WithTimeout(plugin.ctx, 2500*time.Millisecond)
		defer stop()
		updates := &packets{t: t}
		request := &backend.RunStreamRequest{Path: nativePath, Data: []byte(nativeData)}
		if err := plugin.handlers.(*Datasource).RunStream(ctx, request, backend.NewStreamSender(updates)); err != nil || updates.points != 3 {
			t.Errorf("%d points, %v", updates.points, err)
		}
		if _, points := plugin.subscribe(t, nativePath, nativeData); points != 3 {
			t.Errorf("a late subscriber begins with %d points", points)
		}
	})
}
