package plugin

import (
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/routes"
	"github.com/peerlens/peerlens-quality-datasource/testdata"
)

func TestFetchAnswersInOrderWithRawBodies(t *testing.T) {
	status, body := serve(t, documents(t), `{}`).call(t, http.MethodPost, "fetch", `{"requests":[
		{"route":"session","params":{"session_id":"later"}},
		{"route":"admin","params":{}},
		{"route":"peerStats","params":{"session_id":"s","peer_id":"p"}},
		{"route":"session","params":{"session_id":".."}}]}`)
	if status != http.StatusOK {
		t.Fatalf("got %d: %s", status, body)
	}
	const refused = `{"code":429,"message":"rate limit exceeded"}`
	stats := testdata.Document(t, "100ms-peer-stats.json")
	// The core does not read the requested IDs, so they are not kept.
	route, _, err := routes.Find("peerStats", map[string]string{"session_id": "s", "peer_id": "p"})
	if err != nil {
		t.Fatal(err)
	}
	reduced := route.Fields.Project(stats, func(text string, _ bool) string { return text })
	want := fmt.Sprintf(`{"status":429,"contentType":"application/json","retryAfter":"77","requests":1,"bytes":%d,"length":%[1]d}`+"\n%s", len(refused), refused) +
		`{"fault":"query","detail":"there is no route \"admin\"","length":0}` + "\n" +
		fmt.Sprintf(`{"status":200,"contentType":"application/json","requests":1,"bytes":%d,"length":%d}`+"\n%s", len(stats), len(reduced), reduced) +
		`{"fault":"query","detail":"session_id \"..\" contains the path segment \".\" or \"..\"","length":0}` + "\n"
	if body != want {
		t.Errorf("got  %s\nwant %s", body, want)
	}
}

// fetchBy posts requests to a resource that a function answers.
func fetchBy(t *testing.T, fetch func(context.Context, protocol.Request) protocol.Answer, requests string) string {
	t.Helper()
	request := &backend.CallResourceRequest{Method: http.MethodPost, Path: "fetch", URL: "fetch", Body: []byte(`{"requests":[` + requests + `]}`)}
	_, body := callResource(t, t.Context(), newRoutes(fetch), request)
	return body
}

func TestFetchCompressesForAClientThatTakesIt(t *testing.T) {
	text := strings.Repeat(`{"a":1}`, 1_000)
	routes := newRoutes(func(context.Context, protocol.Request) protocol.Answer {
		return protocol.Answer{Status: http.StatusOK, Text: text}
	})
	var plain string
	for _, encoding := range []string{"", "gzip"} {
		request := &backend.CallResourceRequest{
			Method: http.MethodPost, Path: "fetch", URL: "fetch", Body: []byte(`{"requests":[{"route":"session"},{"route":"session"}]}`),
			Headers: map[string][]string{"Accept-Encoding": {encoding}},
		}
		_, body := callResource(t, t.Context(), routes, request)
		if encoding == "" {
			plain = body
			continue
		}
		reader, err := gzip.NewReader(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		unpacked, err := io.ReadAll(reader)
		if err != nil || string(unpacked) != plain || len(body) > len(plain)/10 {
			t.Errorf("%d bytes of %d, %v", len(body), len(plain), err)
		}
	}
}

func TestFetchHoldsAFewAnswersAtATime(t *testing.T) {
	inTime(t, func(t *testing.T) {
		var requests atomic.Int32
		release := make(chan struct{})
		answered := make(chan string)
		go func() {
			answered <- fetchBy(t, func(context.Context, protocol.Request) protocol.Answer {
				requests.Add(1)
				<-release
				return protocol.Answer{Status: http.StatusOK}
			}, strings.TrimSuffix(strings.Repeat(`{"route":"session","params":{"session_id":"s"}},`, 40), ","))
		}()
		synctest.Wait()
		if requests.Load() != maxAhead {
			t.Errorf("%d requests left before the first answer was written, not %d", requests.Load(), maxAhead)
		}
		close(release)
		if lines := strings.Count(<-answered, `{"status":200,"length":0}`); lines != 40 {
			t.Errorf("%d answers of 40", lines)
		}
	})
}

func TestPanicOfAFetchDoesNotAffectTheOthers(t *testing.T) {
	body := fetchBy(t, func(_ context.Context, request protocol.Request) protocol.Answer {
		if request.Params["peer_id"] == "broken" {
			return protocol.Answer{Text: string([]byte{}[len(request.Key):][:1][1:])}
		}
		return protocol.Answer{Status: 404}
	}, `{"route":"peerStats","params":{"peer_id":"broken"}},{"route":"peerStats"}`)
	const want = `{"fault":"internal","detail":"runtime error: slice bounds out of range [:1] with capacity 0","length":0}` + "\n" + `{"status":404,"length":0}` + "\n"
	if body != want {
		t.Errorf("got %s", body)
	}
}

// A panel sends hundreds of requests, 8 at a time. If the host hangs, only the first 8 may wait for their timeout.
func TestPanelOnAHostThatHangsWaitsOnce(t *testing.T) {
	inTime(t, func(t *testing.T) {
		requests := make([]string, 40)
		for i := range requests {
			requests[i] = fmt.Sprintf(`{"route":"substream","params":{"app":"a","streamKey":"k","substream":"n%d"}}`, i)
		}
		began := time.Now()
		body := onHung(t, `{"service":"storm","auth":"token","timeout":0.5}`, "/").fetch(t, strings.Join(requests, ","))
		// The first 8 wait for 0.5 s. A few can begin while these end; 5 turns of 8 would take 2.5 s.
		if took := time.Since(began); took > time.Second {
			t.Errorf("it took %v", took)
		}
		if faults := strings.Count(body, `"fault":"timeout"`); faults != 40 || !strings.Contains(body, upstreamHost) {
			t.Errorf("%d of 40 had no answer: %.300s", faults, body)
		}
	})
}
