package simulator

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/testdata/documents"
)

const (
	guestPath  = "/v2/analytics/peer-stats?session_id=latest-call&peer_id=b0b00000-0000-4000-8000-000000000002"
	nativePath = "/api/streams/live/studio/native"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func start(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(Handler(Options{Now: func() time.Time { return noon }}))
	t.Cleanup(server.Close)
	return server.URL
}

// received is an answer as it arrived.
type received struct {
	status int
	header http.Header
	body   []byte
	// broken is the error of reading the body.
	broken error
}

func ask(t *testing.T, method, address string, header http.Header) received {
	t.Helper()
	request, err := http.NewRequestWithContext(context.Background(), method, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	request.Header = header
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	return received{status: response.StatusCode, header: response.Header, body: body, broken: err}
}

func bearerOf(token string) http.Header {
	return http.Header{"Authorization": {"Bearer " + token}}
}

// get asks with the credentials of the path's service.
func get(t *testing.T, root, path string) received {
	t.Helper()
	token := ManagementToken
	if strings.Contains(path, "/api/") {
		token = StormToken
	}
	return ask(t, http.MethodGet, root+path, bearerOf(token))
}

func decoded(t *testing.T, body []byte) map[string]any {
	t.Helper()
	var document map[string]any
	if err := json.Unmarshal(body, &document); err != nil {
		t.Fatalf("%v in %.200s", err, body)
	}
	return document
}

func TestAuth(t *testing.T) {
	root := start(t)
	const (
		refused100ms = `{"code":401,"details":["not found"],"message":"Token validation error"}`
		refusedStorm = `{"message":"Could not authorize with given access token","timestamp":1795348800000}`
	)
	both := func(token, key string) http.Header {
		return http.Header{"Authorization": {"Bearer " + token}, "X-Api-Key": {key}}
	}
	for _, row := range []struct {
		name   string
		path   string
		header http.Header
		status int
		body   string
	}{
		{"100ms takes its token", guestPath, bearerOf(ManagementToken), 200, ""},
		{"100ms refuses no token", guestPath, nil, 401, refused100ms},
		{"100ms refuses Storm's token", guestPath, bearerOf(StormToken), 401, refused100ms},
		{"100ms refuses a bare token", guestPath, http.Header{"Authorization": {ManagementToken}}, 401, refused100ms},
		{"100ms refuses Storm's key", guestPath, http.Header{"X-Api-Key": {StormAPIKey}}, 401, refused100ms},
		{"Storm takes its token", nativePath, bearerOf(StormToken), 200, ""},
		{"Storm takes its key", nativePath, http.Header{"X-Api-Key": {StormAPIKey}}, 200, ""},
		{"Storm takes both", nativePath, both(StormToken, StormAPIKey), 200, ""},
		{"Storm refuses neither", nativePath, nil, 401, refusedStorm},
		{"Storm refuses a wrong key beside its token", nativePath, both(StormToken, "wrong"), 401, refusedStorm},
		{"Storm refuses a wrong token beside its key", nativePath, both("wrong", StormAPIKey), 401, refusedStorm},
		{"100ms takes a token for analytics", guestPath, bearerOf(StatsOnlyToken), 200, ""},
		{"which reads events", "/v2/analytics/events?room_id=d3e0d3e0d3e0d3e000000001&limit=1", bearerOf(StatsOnlyToken), 200, ""},
		{"but no rooms", "/v2/rooms?limit=10", bearerOf(StatsOnlyToken), 403, `{"code":403,"details":[],"message":"Forbidden"}`},
		{"no sessions", "/v2/sessions?active=false&limit=10", bearerOf(StatsOnlyToken), 403, `{"code":403,"details":[],"message":"Forbidden"}`},
		{"and no session", "/v2/sessions/latest-call", bearerOf(StatsOnlyToken), 403, `{"code":403,"details":[],"message":"Forbidden"}`},
		{"nor anything of Storm", nativePath, bearerOf(StatsOnlyToken), 401, refusedStorm},
		{"a document needs it too", "/documents/storm-substream" + nativePath, nil, 401, refusedStorm},
	} {
		t.Run(row.name, func(t *testing.T) {
			given := ask(t, http.MethodGet, root+row.path, row.header)
			if given.status != row.status || (row.body != "" && string(given.body) != row.body) {
				t.Errorf("answered %d %.200s, want %d %s", given.status, given.body, row.status, row.body)
			}
		})
	}
}

func TestAnswersAreThoseOfTheDemo(t *testing.T) {
	root := start(t)
	for _, row := range []struct {
		path   string
		status int
		has    string
	}{
		{guestPath, 200, `"peer_id":"b0b00000-0000-4000-8000-000000000002"`},
		{"/v2/recordings", 404, `{"code":404,"details":[],"message":"not found"}`},
		{nativePath, 200, `"generatedAt":1795348800000`},
		{"/api/streams/live/studio/../native", 404, `{"message":"Not found"}`},
		{"/api/streams/live/stu%2Fdio/native", 404, `{"message":"Substream not found"}`},
		{"/", 404, "the simulator answers /v2/"},
	} {
		given := get(t, root, row.path)
		if given.status != row.status || !strings.Contains(string(given.body), row.has) {
			t.Errorf("%s answered %d %.300s, want %d with %s", row.path, given.status, given.body, row.status, row.has)
		}
	}
}

func TestFaults(t *testing.T) {
	root := start(t)
	right := get(t, root, guestPath)
	for _, row := range []struct {
		faults, path string
		status       int
		header       [2]string
		body         string
	}{
		{"latency=1", guestPath, 200, [2]string{}, string(right.body)},
		{"latency=0,truncated", guestPath, 200, [2]string{}, string(right.body[:len(right.body)/2])},
		{"status=403", guestPath, 403, [2]string{}, `{"code":403,"details":[],"message":"Forbidden"}`},
		{"status=502", nativePath, 502, [2]string{"Retry-After", ""}, `{"message":"Bad Gateway"}`},
		{"status=429", nativePath, 429, [2]string{"Retry-After", "45"}, `{"message":"Too Many Requests"}`},
		{"html", guestPath, 200, [2]string{"Content-Type", "text/html; charset=utf-8"}, "<!DOCTYPE html>\n<title>Sign in</title>\n"},
		{"slow", guestPath, 400, [2]string{}, ""},
		{"status=418,latency", guestPath, 400, [2]string{}, ""},
		{"latency=600001", guestPath, 400, [2]string{}, ""},
	} {
		given := get(t, root, "/faults/"+row.faults+row.path)
		if given.status != row.status || row.body != "" && string(given.body) != row.body || row.header[0] != "" && given.header.Get(row.header[0]) != row.header[1] {
			t.Errorf("%s answered %d %v %.300s", row.faults, given.status, given.header, given.body)
		}
		if row.body == "" && !strings.Contains(string(given.body), "There are: latency=") {
			t.Errorf("%s answered %s, which does not list the faults", row.faults, given.body)
		}
	}
}

func TestDocuments(t *testing.T) {
	root := start(t)
	for _, row := range []struct {
		path   string
		status int
		want   []byte
	}{
		{"/documents/100ms-peer-stats/v2/analytics/peer-stats?session_id=any&peer_id=any", 200, documents.PeerStats},
		{"/documents/storm-substream/api/streams/any/any/any", 200, documents.Substream},
		{"/documents/storm-substream/api/streams/any/any/any%2F1", 200, documents.Substream},
		{"/documents/storm-metadata/api/streams/any/any/any/metadata", 200, documents.Metadata},
		{"/documents/storm-metadata/api/streams/any/any/any", 404, []byte(`{"message":"Substream not found"}`)},
		{"/documents/storm-substream/v2/sessions/any", 404, []byte(`{"code":404,"details":[],"message":"session not found"}`)},
		{"/documents/other" + nativePath, 404, []byte(`{"message":"There is no document other"}`)},
	} {
		if given := get(t, root, row.path); given.status != row.status || !bytes.Equal(given.body, row.want) {
			t.Errorf("%s answered %d %.300s", row.path, given.status, given.body)
		}
	}
	for _, path := range []string{"/faults/truncated/documents/storm-substream", "/documents/storm-substream/faults/latency=0"} {
		if given := get(t, root, path+nativePath); !bytes.HasPrefix(documents.Substream, given.body) {
			t.Errorf("%s answered %s", path, given.body)
		}
	}
}

func TestRequestsAreCounted(t *testing.T) {
	root := start(t)
	const count = "/simulator/requests"
	get(t, root, guestPath)
	get(t, root, guestPath)
	ask(t, http.MethodGet, root+"/faults/status=500"+nativePath, nil)
	want := `{"byPath":{"/faults/status=500/api/streams/live/studio/native":1,"/v2/analytics/peer-stats":2},"total":3}`
	if given := ask(t, http.MethodGet, root+count, nil); string(given.body) != want {
		t.Errorf("counted %s, want %s", given.body, want)
	}
	if given := ask(t, http.MethodDelete, root+count, nil); string(given.body) != `{"byPath":{},"total":0}` {
		t.Errorf("counted %s after a reset", given.body)
	}
}

func TestLatencyEndsWithItsClient(t *testing.T) {
	root := start(t)
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, root+"/faults/latency=60000"+nativePath, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err == nil {
		_ = response.Body.Close()
	}
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("answered with %v", err)
	}
	// The server closes only once its handlers are done: with one asleep for a minute, the cleanup would hang.
}
