package plugin

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

// The channel of live/studio/native, polled once a second.
const (
	nativePath = "substream/6a3eb3360f3901729975d4e6e9ad092c/1000"
	nativeData = `{"queryType":"substream","format":"live","app":"live","streamKeys":["studio"],"substreams":["native"],"intervalMs":1000}`
)

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

// streams returns a client of the served plugin's streams.
func streams(t *testing.T) pluginv2.StreamClient {
	t.Helper()
	connection, err := grpc.NewClient(servedAt, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = connection.Close() })
	return pluginv2.NewStreamClient(connection)
}

func serveStorm(t *testing.T, upstream http.HandlerFunc) *pluginv2.PluginContext {
	t.Helper()
	plugin := serve(t, upstream, `{"service":"storm","auth":"token"}`)
	plugin.pluginContext.DataSourceInstanceSettings.Name = inRealTime
	return backend.ToProto().PluginContext(plugin.pluginContext)
}

// subscribe returns the status of a subscription and the number of its initial points.
func subscribe(t *testing.T, client pluginv2.StreamClient, pluginContext *pluginv2.PluginContext, path, sent string) (pluginv2.SubscribeStreamResponse_Status, int) {
	t.Helper()
	response, err := client.SubscribeStream(t.Context(), &pluginv2.SubscribeStreamRequest{PluginContext: pluginContext, Path: path, Data: []byte(sent)})
	if err != nil {
		t.Fatal(err)
	}
	return response.Status, pointsIn(t, response.Data)
}

func pointsIn(t *testing.T, text []byte) int {
	t.Helper()
	var read struct{ Points []json.RawMessage }
	if len(text) == 0 {
		return 0
	}
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return len(read.Points)
}

func TestSubscribeStreamAcceptsOnlyTheChannelOfASubstream(t *testing.T) {
	var polls atomic.Int32
	client, pluginContext := streams(t), serveStorm(t, growing(&polls))
	ok, notFound := pluginv2.SubscribeStreamResponse_OK, pluginv2.SubscribeStreamResponse_NOT_FOUND
	for name, row := range map[string]struct {
		path, sent string
		want       pluginv2.SubscribeStreamResponse_Status
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
		if status, _ := subscribe(t, client, pluginContext, row.path, row.sent); status != row.want {
			t.Errorf("%s: got %v", name, status)
		}
	}
	response, err := client.PublishStream(t.Context(), &pluginv2.PublishStreamRequest{PluginContext: pluginContext, Path: nativePath, Data: []byte(`{}`)})
	if err != nil || response.Status != pluginv2.PublishStreamResponse_PERMISSION_DENIED {
		t.Errorf("publishing: got %v, %v", response, err)
	}
	if polls.Load() != 0 {
		t.Errorf("%d requests reached the upstream before anybody followed", polls.Load())
	}
}

// The channel of a substream with the name of Storm's list of viewers.
const viewersPath = "substream/0729bd0b8717edf2eb6d45da91f6554b/1000"

// countingStreams counts the streams that the plugin runs for Grafana.
type countingStreams struct{ *Datasource }

var running atomic.Int32

func (f countingStreams) RunStream(ctx context.Context, req *backend.RunStreamRequest, sender *backend.StreamSender) error {
	running.Add(1)
	defer running.Add(-1)
	return f.Datasource.RunStream(ctx, req, sender)
}

// receive waits for points.
func receive(t *testing.T, stream pluginv2.Stream_RunStreamClient, points int) {
	t.Helper()
	for received := 0; received < points; {
		packet, err := stream.Recv()
		if err != nil {
			t.Error(err)
			return
		}
		received += pointsIn(t, packet.Data)
	}
}

// Twenty subscribers, each with its own stream (Grafana would share one), get the points of one poller, and end when
// Grafana ends them. pkg/live tests the poller on a virtual clock.
func TestSubscribersOfOneSubstreamShareItsPolls(t *testing.T) {
	const subscribers, points = 20, 3
	var polls atomic.Int32
	client, pluginContext := streams(t), serveStorm(t, growing(&polls))
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	began := time.Now()
	var all, enough sync.WaitGroup
	for range subscribers {
		if status, _ := subscribe(t, client, pluginContext, nativePath, nativeData); status != pluginv2.SubscribeStreamResponse_OK {
			t.Fatalf("got %v", status)
		}
		stream, err := client.RunStream(ctx, &pluginv2.RunStreamRequest{PluginContext: pluginContext, Path: nativePath, Data: []byte(nativeData)})
		if err != nil {
			t.Fatal(err)
		}
		enough.Add(1)
		all.Go(func() {
			receive(t, stream, points)
			enough.Done()
			for err := error(nil); err == nil; {
				_, err = stream.Recv()
			}
		})
	}
	enough.Wait()
	made := int(polls.Load())
	if most := int(time.Since(began)/time.Second) + 1; made > most {
		t.Errorf("%d polls in %v", made, time.Since(began))
	}
	if status, kept := subscribe(t, client, pluginContext, nativePath, nativeData); status != pluginv2.SubscribeStreamResponse_OK || kept < made-1 {
		t.Errorf("a late subscriber begins with %d points of %d polls (%v)", kept, made, status)
	}
	if running.Load() != subscribers {
		t.Errorf("%d streams run", running.Load())
	}
	stop()
	all.Wait()
	// A stream of the plugin ends a little after that of its subscriber. Only a failed test waits this long.
	for ends := time.Now().Add(2 * time.Minute); running.Load() > 0; time.Sleep(time.Millisecond) {
		if time.Now().After(ends) {
			t.Fatalf("%d streams run on after the last has left", running.Load())
		}
	}
}

func TestLiveQueryOutsideAStreamReturnsTheHistoryAndTheCurrentPoint(t *testing.T) {
	inTime(t, func(t *testing.T) {
		var polls atomic.Int32
		plugin := newInstance(t, settingsOf(`{"service":"storm","auth":"token"}`), growing(&polls), time.Now)
		query := strings.Replace(substreamQuery, "}", `,"format":"live","metrics":["inTotalBytes"]}`, 1)
		for i := range 2 {
			now := time.Now()
			response := plugin.queryRange(t, query, now.Add(-time.Hour), now)
			if response.Error != nil || len(response.Frames) != 1 {
				t.Fatalf("got %v", response)
			}
			frame := response.Frames[0]
			// The current point is there at once, at the end of the range of the query.
			if rows, _ := frame.RowLen(); rows != i+1 {
				t.Fatalf("%d points after %d queries", rows, i+1)
			}
			if at := frame.Fields[0].At(i).(time.Time); at.UnixMilli() != now.UnixMilli() {
				t.Errorf("the present point stands at %v, not at %v", at, now)
			}
			if i == 1 {
				if rate, err := frame.Fields[1].NullableFloatAt(1); err != nil || rate == nil || *rate != 1_000 {
					t.Errorf("the rate is %v, %v", rate, err)
				}
			}
			time.Sleep(1100 * time.Millisecond)
		}
		if polls.Load() != 2 {
			t.Errorf("%d requests", polls.Load())
		}
	})
}
