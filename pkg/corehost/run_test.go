package corehost

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/grafana/dataplane/sdata/numeric"
	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

func run(t *testing.T, query json.RawMessage, about Context, fetch Fetch) data.Frames {
	t.Helper()
	frames, err := Run(t.Context(), query, about, fetch)
	if err != nil {
		t.Fatal(err)
	}
	return frames
}

func TestPeerStatsAsTimeSeries(t *testing.T) {
	fetch := answering(map[string]string{"peerStats": document(t, "100ms-peer-stats.json")})
	frames := run(t, peerStatsQuery(""), aroundTheSample("100ms"), fetch)
	values, nulls := 0, 0
	for _, frame := range frames {
		if frame.Meta.Type != data.FrameTypeTimeSeriesMulti || frame.Meta.TypeVersion != (data.FrameTypeVersion{0, 1}) {
			t.Errorf("frame of type %v %v", frame.Meta.Type, frame.Meta.TypeVersion)
		}
		times, metric := frame.Fields[0], frame.Fields[1]
		if first, isTime := times.At(0).(time.Time); !isTime || first.UnixMilli() != 1738843560000 {
			t.Errorf("%v begins at %v", metric.Labels, times.At(0))
		}
		if metric.Labels["metric"] != metric.Name || metric.Config.DisplayNameFromDS == "" {
			t.Errorf("%s has the labels %v and the name %q", metric.Name, metric.Labels, metric.Config.DisplayNameFromDS)
		}
		for i := range metric.Len() {
			values++
			if metric.NilAt(i) {
				nulls++
			}
		}
	}
	if len(frames) != 22 || values != 26 || nulls != 2 {
		t.Errorf("%d frames with %d values, %d of them null", len(frames), values, nulls)
	}
	first := frames[0].Fields[1]
	if value, ok := first.ConcreteAt(1); !ok || value != 2480000.0 || first.Config.Unit != "bps" {
		t.Errorf("the second bitrate is %v %s", value, first.Config.Unit)
	}
}

func TestSubstreamAsTable(t *testing.T) {
	fetch := answering(map[string]string{"substream": document(t, "storm-substream.json")})
	frames := run(t, json.RawMessage(substreamQuery), aroundTheSample("storm"), fetch)
	if len(frames) != 1 || len(frames[0].Fields) != 34 || frames[0].Rows() != 1 {
		t.Fatalf("%d frames, the first with %d columns and %d rows", len(frames), len(frames[0].Fields), frames[0].Rows())
	}
	for name, want := range map[string]any{
		"app":              "edge",
		"healthScore":      15.476816748014873,
		"healthGrade":      "Bad",
		"startTime":        time.UnixMilli(1764683374353).UTC(),
		"inTotalBytes":     33590404840.0,
		"allowedToPublish": true,
		"fpsDev":           0.0,
	} {
		field, _ := frames[0].FieldByName(name)
		if got, ok := field.ConcreteAt(0); !ok || got != want {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
}

func TestNumericIsWhatAlertingReads(t *testing.T) {
	fetch := answering(map[string]string{
		"peerStats": document(t, "100ms-peer-stats.json"),
		"substream": document(t, "storm-substream.json"),
	})
	for name, row := range map[string]struct {
		query  string
		values []float64
		labels data.Labels
	}{
		"peer stats": {
			string(peerStatsQuery(`,"format":"numeric","metrics":["jitter_ms"]`)), []float64{2.1},
			data.Labels{
				"session_id": "6977b3f3cdd1e423f8b2cxxx", "peer_id": "1169b4b7", "side": "publisher", "kind": "audio",
				"track_id": "c3d4e5f6-a7b8-9012-cdef-123456789012", "type": "", "rid": "", "metric": "jitter_ms",
			},
		},
		"substream": {
			strings.Replace(substreamQuery, "{", `{"format":"numeric",`, 1), []float64{15.476816748014873},
			data.Labels{"app": "edge", "stream": "f1", "substream": "native"},
		},
	} {
		frames := run(t, json.RawMessage(row.query), aroundTheSample("demo"), fetch)
		reader, err := numeric.CollectionReaderFromFrames(frames)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		collection, err := reader.GetCollection(false)
		if err != nil || collection.Warning != nil {
			t.Fatalf("%s: %v, %v", name, err, collection.Warning)
		}
		if len(collection.Refs) != len(row.values) {
			t.Fatalf("%s: %d numbers, want %d", name, len(collection.Refs), len(row.values))
		}
		for i, ref := range collection.Refs {
			value, _, err := ref.NullableFloat64Value()
			if err != nil || value == nil || *value != row.values[i] || !ref.GetLabels().Equals(row.labels) {
				t.Errorf("%s: got %v of %v, %v", name, value, ref.GetLabels(), err)
			}
		}
	}
}

func TestFailuresNameTheirSource(t *testing.T) {
	broken := func(context.Context, protocol.Request) protocol.Answer {
		return protocol.Refusal(protocol.Timeout, "context deadline exceeded")
	}
	for name, row := range map[string]struct {
		query  string
		fetch  Fetch
		source Source
		status int
		words  string
	}{
		"an unresolved variable": {`{"queryType":"peerStats","sessionId":"s","peerIds":["$peer"]}`, nil, User, 400, "$peer"},
		"an unknown query type":  {`{"queryType":"rooms"}`, nil, User, 400, `"rooms"`},
		"no query":               {`null`, nil, User, 400, "This query is not finished"},
		"not JSON":               {`{`, nil, User, 400, "This query is not JSON: unexpected end of JSON at offset 1."},
		"no such session":        {string(peerStatsQuery("")), answering(nil), Upstream, 404, "100ms answered 404"},
		"no answer in time":      {string(peerStatsQuery("")), broken, Upstream, 504, "no answer in time"},
		"HTML":                   {string(peerStatsQuery("")), answering(map[string]string{"peerStats": "<html>"}), Upstream, 502, "not JSON"},
	} {
		_, err := Run(t.Context(), json.RawMessage(row.query), aroundTheSample("100ms"), row.fetch)
		var failure *Failure
		if !errors.As(err, &failure) {
			t.Errorf("%s: got %v", name, err)
			continue
		}
		if failure.Source != row.source || failure.Status != row.status || !strings.Contains(failure.Message, row.words) {
			t.Errorf("%s: got %s %d: %s", name, failure.Source, failure.Status, failure.Message)
		}
	}
}

func TestRunFetchesAFewAtATimeAndAllOfThem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var open, most, all atomic.Int32
		text := document(t, "storm-substream.json")
		fetch := func(context.Context, protocol.Request) protocol.Answer {
			all.Add(1)
			now := open.Add(1)
			defer open.Add(-1)
			for seen := most.Load(); now > seen && !most.CompareAndSwap(seen, now); seen = most.Load() {
			}
			time.Sleep(2 * time.Millisecond)
			return protocol.Answer{Status: 200, ContentType: "application/json", Text: text}
		}
		names := make([]string, 30)
		for i := range names {
			names[i] = fmt.Sprintf("%q", fmt.Sprint("quality", i))
		}
		query := `{"queryType":"substream","app":"edge","streamKeys":["f1"],"substreams":[` + strings.Join(names, ",") + `]}`
		frames := run(t, json.RawMessage(query), aroundTheSample("storm"), fetch)
		if frames[0].Rows() != 30 || all.Load() != 30 || most.Load() != inFlight {
			t.Errorf("%d rows of %d requests, %d at once", frames[0].Rows(), all.Load(), most.Load())
		}
	})
}

func TestAQueryThatHoldsAllItMayFetchesNoMore(t *testing.T) {
	var fetched atomic.Int32
	text := document(t, "100ms-peer-stats.json")
	fetch := func(context.Context, protocol.Request) protocol.Answer {
		fetched.Add(1)
		return protocol.Answer{Status: 200, ContentType: "application/json", Text: text}
	}
	peers := make([]string, 40)
	for i := range peers {
		peers[i] = fmt.Sprintf("%q", fmt.Sprint("peer", i))
	}
	query := strings.Replace(string(peerStatsQuery(`,"format":"numeric","metrics":["jitter_ms"]`)), `"1169b4b7"`, strings.Join(peers, ","), 1)
	about := aroundTheSample("100ms")
	kept := lives{}
	about.Settings, about.Summaries = map[string]any{"limits": map[string]any{"values": 10}}, kept
	_, err := Run(t.Context(), json.RawMessage(query), about, fetch)
	var failure *Failure
	if !errors.As(err, &failure) || failure.Source != User || !strings.Contains(failure.Message, "more than 40 values") && !strings.Contains(failure.Message, "more than 10 values") {
		t.Errorf("got %v", err)
	}
	// One that is full is 6 peers on at most, beside those that were under way.
	if count := fetched.Load(); count > 6+inFlight {
		t.Errorf("%d of 40 peers were fetched", count)
	}
}

func TestTheContextEndsAQuery(t *testing.T) {
	stuck := func(ctx context.Context, _ protocol.Request) protocol.Answer {
		<-ctx.Done()
		return protocol.Refusal(protocol.Timeout, "gone")
	}
	text := document(t, "100ms-peer-stats.json")
	// It answers when there is no time left for JavaScript.
	tooLate := func(context.Context, protocol.Request) protocol.Answer {
		time.Sleep(300 * time.Millisecond)
		return protocol.Answer{Status: 200, ContentType: "application/json", Text: text}
	}
	for name, row := range map[string]struct {
		timeout time.Duration
		fetch   Fetch
		source  Source
		status  int
		is      error
	}{
		"while fetching":  {300 * time.Millisecond, stuck, Upstream, 504, nil},
		"with JavaScript": {300 * time.Millisecond, tooLate, User, 504, context.DeadlineExceeded},
		"cancelled":       {0, stuck, User, 499, context.Canceled},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				if row.timeout > 0 {
					ctx, cancel = context.WithTimeout(ctx, row.timeout)
				}
				defer cancel()
				if row.timeout == 0 {
					cancel()
				}
				began := time.Now()
				_, err := Run(ctx, peerStatsQuery(""), aroundTheSample("100ms"), row.fetch)
				var failure *Failure
				if !errors.As(err, &failure) || failure.Source != row.source || failure.Status != row.status || row.is != nil && !errors.Is(err, row.is) {
					t.Errorf("got %v", err)
				}
				if row.is == nil && !strings.Contains(err.Error(), "the stats of peer 1169b4b7") {
					t.Errorf("got %v", err)
				}
				if took := time.Since(began); took > row.timeout {
					t.Errorf("it took %v", took)
				}
			})
		})
	}
}

// lives notes for how long each outcome may be kept.
type lives map[string]time.Duration

func (lives) Get(protocol.Request) (string, bool) { return "", false }

func (l lives) Keep(key, _ string, life time.Duration) { l[key] = life }

func TestAnOutcomeIsKeptFromWhenItsAnswerArrived(t *testing.T) {
	about := aroundTheSample("storm")
	query := json.RawMessage(`{"queryType":"substream","app":"edge","streamKeys":["f1"]}`)
	for age, want := range map[time.Duration]time.Duration{
		0: 15 * time.Second, 300 * time.Millisecond: 14_700 * time.Millisecond, -time.Second: 15 * time.Second, 15 * time.Second: 0,
	} {
		kept := lives{}
		about.Summaries = kept
		fetch := func(context.Context, protocol.Request) protocol.Answer {
			return protocol.Answer{Status: 200, ContentType: "application/json", Text: `{"data":{"streamKey":"f1"}}`, ReceivedAt: about.Now.Add(-age)}
		}
		run(t, query, about, fetch)
		if got := kept[`stream {"app":"edge","streamKey":"f1"}`]; got != want {
			t.Errorf("an answer of %v ago is kept for %v, want %v", age, got, want)
		}
	}
}

func TestAPanicOfAFetchIsTheFaultOfThePlugin(t *testing.T) {
	panics := func(context.Context, protocol.Request) protocol.Answer { panic("out of range") }
	_, err := Run(t.Context(), peerStatsQuery(""), aroundTheSample("100ms"), panics)
	var failure *Failure
	if !errors.As(err, &failure) || failure.Source != Plugin || failure.Status != 500 || !strings.Contains(failure.Message, "the plugin failed (a panic with string)") {
		t.Errorf("got %+v", err)
	}
}
