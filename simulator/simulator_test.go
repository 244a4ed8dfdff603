package simulator

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/testdata/documents"
)

const (
	guestPath  = "/v2/analytics/peer-stats?session_id=latest-call&peer_id=b0b00000-0000-4000-8000-000000000002"
	nativePath = "/api/streams/live/studio/native"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func atNoon() http.Handler { return Handler(func() time.Time { return noon }) }

// send returns the answer to a request with some headers.
func send(simulated http.Handler, method, path string, header http.Header, body string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(method, path, strings.NewReader(body))
	request.Header = header
	recorder := httptest.NewRecorder()
	simulated.ServeHTTP(recorder, request)
	return recorder
}

func bearerOf(token string) http.Header {
	return http.Header{"Authorization": {"Bearer " + token}}
}

// get requests a path with the credentials of its service.
func get(simulated http.Handler, path string) *httptest.ResponseRecorder {
	token := ManagementToken
	if strings.Contains(path, "/api/") {
		token = StormToken
	}
	return send(simulated, http.MethodGet, path, bearerOf(token), "")
}

func TestFaults(t *testing.T) {
	simulated := atNoon()
	right := get(simulated, guestPath).Body.String()
	for _, row := range []struct {
		faults, path string
		status       int
		header       [2]string
		body         string
	}{
		{"latency=1", guestPath, 200, [2]string{}, right},
		{"latency=0,truncated", guestPath, 200, [2]string{}, right[:len(right)/2]},
		{"status=403", guestPath, 403, [2]string{}, `{"code":403,"details":[],"message":"Forbidden"}`},
		{"status=502", nativePath, 502, [2]string{"Retry-After", ""}, `{"message":"Bad Gateway"}`},
		{"status=429", nativePath, 429, [2]string{"Retry-After", "45"}, `{"message":"Too Many Requests"}`},
		{"html", guestPath, 200, [2]string{"Content-Type", "text/html; charset=utf-8"}, "<!DOCTYPE html>\n<title>Sign in</title>\n"},
		{"shape", guestPath, 200, [2]string{"Content-Type", "application/json"}, `["unexpected"]`},
		{"redirect", guestPath, 302, [2]string{"Location", "https://elsewhere.invalid/login?token=secret"}, ""},
		{"late", guestPath, 400, [2]string{}, ""},
		{"status=418,latency", guestPath, 400, [2]string{}, ""},
		{"latency=600001", guestPath, 400, [2]string{}, ""},
	} {
		given := get(simulated, "/faults/"+row.faults+row.path)
		body := given.Body.String()
		if given.Code != row.status || row.body != "" && body != row.body || row.header[0] != "" && given.Header().Get(row.header[0]) != row.header[1] {
			t.Errorf("%s answered %d %v %.300s", row.faults, given.Code, given.Header(), body)
		}
		if row.status == 400 && !strings.Contains(body, "There are: latency=") {
			t.Errorf("%s answered %s, which does not list the faults", row.faults, body)
		}
	}
}

func TestFaultsOfTheConnection(t *testing.T) {
	server := httptest.NewServer(atNoon())
	defer server.Close()
	want := get(atNoon(), nativePath).Body.Len()
	for faults, row := range map[string]struct {
		length int
		failed error
	}{
		"empty": {0, nil},
		"large": {20 << 20, nil},
		"reset": {want / 2, io.ErrUnexpectedEOF},
	} {
		request, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/faults/"+faults+nativePath, http.NoBody)
		request.Header = bearerOf(StormToken)
		response, err := server.Client().Do(request)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if len(body) != row.length || !errors.Is(err, row.failed) {
			t.Errorf("%s answered %d bytes, %v", faults, len(body), err)
		}
	}
}

func TestDocuments(t *testing.T) {
	simulated := atNoon()
	for _, row := range []struct {
		path   string
		status int
		want   []byte
	}{
		{"/documents/100ms-peer-stats/v2/analytics/peer-stats?session_id=any&peer_id=any", 200, documents.PeerStats},
		{"/documents/storm-substream/api/streams/any/any/any%2F1", 200, documents.Substream},
		{"/documents/storm-metadata/api/streams/any/any/any/metadata", 200, documents.Metadata},
		{"/documents/storm-metadata/api/streams/any/any/any", 404, []byte(`{"message":"Substream not found"}`)},
		{"/documents/other" + nativePath, 404, []byte(`{"message":"There is no document other"}`)},
		{"/documents/storm-substream/faults/truncated" + nativePath, 200, documents.Substream[:len(documents.Substream)/2]},
	} {
		if given := get(simulated, row.path); given.Code != row.status || !bytes.Equal(given.Body.Bytes(), row.want) {
			t.Errorf("%s answered %d %.300s", row.path, given.Code, given.Body)
		}
	}
}

func TestLatencyEndsWithItsClient(t *testing.T) {
	expectLeft(t, "latency=60000", 0)
}

func TestASlowBodyEndsWithItsClient(t *testing.T) {
	expectLeft(t, "slow", 11)
}

// expectLeft checks how many bytes a client got that left after a while.
func expectLeft(t *testing.T, faults string, length int) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		const stay = 1050 * time.Millisecond
		ctx, cancel := context.WithTimeout(t.Context(), stay)
		defer cancel()
		began := time.Now()
		request := httptest.NewRequestWithContext(ctx, http.MethodGet, "/faults/"+faults+nativePath, http.NoBody)
		request.Header = bearerOf(StormToken)
		recorder := httptest.NewRecorder()
		Handler(time.Now).ServeHTTP(recorder, request)
		if body, _ := io.ReadAll(recorder.Body); len(body) != length || time.Since(began) != stay {
			t.Errorf("answered %s after %v", body, time.Since(began))
		}
	})
}
