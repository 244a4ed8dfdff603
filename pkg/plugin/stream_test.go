package plugin

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"runtime"
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

var streaming = flag.Duration("streaming", 6*time.Second, "how long 1,000 subscribers follow a substream")

// The channel of live/studio/native, polled once a second.
const (
	nativePath = "substream/6a3eb3360f3901729975d4e6e9ad092c/1000"
	nativeData = `{"queryType":"substream","format":"live","app":"live","streamKeys":["studio"],"substreams":["native"],"intervalMs":1000}`
)

// growing answers as a substream that gets 1,000 bytes a second, and counts.
func growing(asked *atomic.Int32) http.HandlerFunc {
	began := time.Now()
	return func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		now := time.Now()
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprintf(w, `{"data":{"startTime":1,"inTotalBytes":%d},"meta":{"generatedAt":%d}}`, now.Sub(began).Milliseconds(), now.UnixMilli())
	}
}

// streams is the stream side of the served plugin, as Grafana calls it.
func streams(t *testing.T) pluginv2.StreamClient {
	t.Helper()
	connection, err := grpc.NewClient(servedAt, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = connection.Close() })
	return pluginv2.NewStreamClient(connection)
}

func plugStorm(t *testing.T, upstream http.HandlerFunc) *pluginv2.PluginContext {
	t.Helper()
	p := plug(t, upstream, `{"service":"storm","auth":"token"}`)
	p.context.DataSourceInstanceSettings.Name = inRealTime
	return backend.ToProto().PluginContext(p.context)
}

// subscribe gives the status of a subscription and the points that it begins with.
func subscribe(t *testing.T, client pluginv2.StreamClient, about *pluginv2.PluginContext, path, sent string) (pluginv2.SubscribeStreamResponse_Status, int) {
	t.Helper()
	response, err := client.SubscribeStream(t.Context(), &pluginv2.SubscribeStreamRequest{PluginContext: about, Path: path, Data: []byte(sent)})
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

func TestOnlyTheChannelOfASubstreamIsSubscribedTo(t *testing.T) {
	var asked atomic.Int32
	client, about := streams(t), plugStorm(t, growing(&asked))
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
		if status, _ := subscribe(t, client, about, row.path, row.sent); status != row.want {
			t.Errorf("%s: got %v", name, status)
		}
	}
	response, err := client.PublishStream(t.Context(), &pluginv2.PublishStreamRequest{PluginContext: about, Path: nativePath, Data: []byte(`{}`)})
	if err != nil || response.Status != pluginv2.PublishStreamResponse_PERMISSION_DENIED {
		t.Errorf("publishing: got %v, %v", response, err)
	}
	if asked.Load() != 0 {
		t.Errorf("%d requests reached the upstream before anybody followed", asked.Load())
	}
}

// The channel of a substream that is called as Storm calls its list of viewers.
const viewersPath = "substream/0729bd0b8717edf2eb6d45da91f6554b/1000"

// A thousand subscribers, each with a stream of its own, which Grafana would share: one poll an interval, and nothing grows.
func TestAThousandSubscribersOfOneSubstream(t *testing.T) {
	var asked atomic.Int32
	client, about := streams(t), plugStorm(t, growing(&asked))
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var all sync.WaitGroup
	var received atomic.Int64
	began := time.Now()
	for range 1_000 {
		if status, _ := subscribe(t, client, about, nativePath, nativeData); status != pluginv2.SubscribeStreamResponse_OK {
			t.Fatalf("got %v", status)
		}
		stream, err := client.RunStream(ctx, &pluginv2.RunStreamRequest{PluginContext: about, Path: nativePath, Data: []byte(nativeData)})
		if err != nil {
			t.Fatal(err)
		}
		all.Go(func() {
			for {
				packet, err := stream.Recv()
				if err != nil {
					return
				}
				received.Add(int64(pointsIn(t, packet.Data)))
			}
		})
	}
	time.Sleep(2 * time.Second)
	goroutines, heap := runtime.NumGoroutine(), heapInUse()
	t.Logf("after %v: %d goroutines, %d kB of heap", time.Since(began).Round(time.Second), goroutines, heap>>10)
	for ends := time.Now().Add(*streaming); time.Now().Before(ends); {
		time.Sleep(min(time.Minute, time.Until(ends)))
		t.Logf("after %v: %d goroutines, %d kB of heap, %d polls, %d points sent", time.Since(began).Round(time.Second),
			runtime.NumGoroutine(), heapInUse()>>10, asked.Load(), received.Load())
	}
	// Each point of the hour that is kept takes a few hundred bytes.
	grown := int64(heapInUse()) - int64(heap) - int64(asked.Load())*400
	if more := runtime.NumGoroutine() - goroutines; more > 20 || grown > 8<<20 {
		t.Errorf("%d goroutines and %d bytes more", more, grown)
	}
	if polls, most := int(asked.Load()), int(time.Since(began)/time.Second)+1; polls > most || polls < most-3 {
		t.Errorf("%d polls in %v", polls, time.Since(began))
	}
	if status, points := subscribe(t, client, about, nativePath, nativeData); status != pluginv2.SubscribeStreamResponse_OK || points < int(asked.Load())-1 {
		t.Errorf("a late subscriber begins with %d points of %d polls (%v)", points, asked.Load(), status)
	}
	stop()
	all.Wait()
	if received.Load() < int64(1_000*(*streaming/time.Second)) {
		t.Errorf("%d points were received", received.Load())
	}
	time.Sleep(100 * time.Millisecond)
	polls := asked.Load()
	time.Sleep(2500 * time.Millisecond)
	if asked.Load() != polls {
		t.Errorf("%d polls after the last has left", asked.Load()-polls)
	}
}

// heapInUse is what is reachable, in bytes.
func heapInUse() uint64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

func TestALiveQueryOutsideAStreamIsWhatWasPolledAndThePresent(t *testing.T) {
	var asked atomic.Int32
	p := plug(t, growing(&asked), `{"service":"storm","auth":"token"}`)
	p.context.DataSourceInstanceSettings.Name = inRealTime
	query := `{"queryType":"substream","app":"live","streamKeys":["studio"],"substreams":["native"],"format":"live","metrics":["inTotalBytes"]}`
	for i := range 2 {
		now := time.Now()
		response, err := p.client.QueryData(t.Context(), &backend.QueryDataRequest{PluginContext: p.context, Queries: []backend.DataQuery{{
			RefID: "A", JSON: []byte(query), TimeRange: backend.TimeRange{From: now.Add(-time.Hour), To: now},
		}}})
		if err != nil || response.Responses["A"].Error != nil || len(response.Responses["A"].Frames) != 1 {
			t.Fatalf("got %v, %v", response, err)
		}
		frame := response.Responses["A"].Frames[0]
		// The present point is there at once, at the end of the range that it was asked for.
		if rows, _ := frame.RowLen(); rows != i+1 {
			t.Fatalf("%d points after %d queries", rows, i+1)
		}
		if at := frame.Fields[0].At(i).(time.Time); at.UnixMilli() != now.UnixMilli() {
			t.Errorf("the present point stands at %v, not at %v", at, now)
		}
		if i == 1 {
			if rate, err := frame.Fields[1].NullableFloatAt(1); err != nil || rate == nil || *rate < 900 || *rate > 1_100 {
				t.Errorf("the rate is %v, %v", rate, err)
			}
		}
		time.Sleep(1100 * time.Millisecond)
	}
	if asked.Load() != 2 {
		t.Errorf("%d requests", asked.Load())
	}
}
