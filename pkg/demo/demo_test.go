package demo

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var now = time.Date(2026, 11, 22, 14, 25, 0, 0, time.UTC)

const (
	host, guest, phone = "a11ce000-0000-4000-8000-000000000001", "b0b00000-0000-4000-8000-000000000002", "ca401000-0000-4000-8000-000000000003"
	standup, support   = "d3e0d3e0d3e0d3e000000001", "d3e0d3e0d3e0d3e000000002"
)

// send returns the status and the text of an answer.
func send(t *testing.T, method, address string, at time.Time) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(context.Background(), method, "http://demo"+address, strings.NewReader(""))
	require.NoError(t, err)
	response, err := NewTransport(func() time.Time { return at }).RoundTrip(request)
	require.NoError(t, err)
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response, string(body)
}

// read returns the document of an answer as JSON reads it.
func read(t *testing.T, address string, at time.Time) object {
	t.Helper()
	response, text := send(t, http.MethodGet, address, at)
	require.Equal(t, http.StatusOK, response.StatusCode, text)
	var document object
	require.NoError(t, json.Unmarshal([]byte(text), &document))
	return document
}

func list(of object, name string) []object {
	var objects []object
	for _, each := range of[name].([]any) {
		objects = append(objects, each.(object))
	}
	return objects
}

func TestAPathIsAnsweredByItsRoute(t *testing.T) {
	for address, status := range map[string]int{
		"/v2/sessions/latest%2Dcall":                 200,
		"/v2/sessions/latest-call/":                  404,
		"/v2/sessions/a%2Fb":                         404,
		"/v2/sessions/%ff":                           404,
		"/v2/sessions/6b02af10ca11000000000003":      200,
		"/v2/sessions/6b02af10ca110000000000030":     404,
		"/v2/sessions/6b02af11ca11000000000003":      404,
		"/v2/recordings":                             200,
		"/v2/recordings/none":                        404,
		"/v2/recordings/a%2Fb":                       404,
		"/v2/analytics/peer-stats?session_id=%ff":    400,
		"/v2/analytics/events":                       400,
		"/v2/analytics/events?room_id=none&limit=%g": 200,
		"/api/streams/live/studio":                   200,
		"/api/streams/live/studio/n%61tive":          200,
		"/api/streams/live/":                         404,
		"/api/streams/live/studio/native/source":     404,
		"/api/streams/live/none/viewers":             404,
		"/api/streams/live/studio/4k/journal":        404,
		"/api/streams/live/pitch/360p/metadata":      404,
		"/api/streams?page=9&rowsPerPage=-1":         200,
	} {
		response, text := send(t, http.MethodGet, address, now)
		require.Equal(t, status, response.StatusCode, address)
		require.True(t, json.Valid([]byte(text)), text)
	}
	response, text := send(t, http.MethodPost, "/api/server/info", now)
	require.Equal(t, http.StatusMethodNotAllowed, response.StatusCode)
	require.Equal(t, "GET", response.Header.Get("Allow"))
	require.JSONEq(t, `{"message":"Method not allowed"}`, text)
}

func TestRequestsOfOneSecondAgree(t *testing.T) {
	for _, address := range []string{
		"/v2/sessions?active=true", "/v2/sessions?active=false&limit=100", "/v2/analytics/events?room_id=" + support, "/api/streams?rowsPerPage=100",
		"/v2/analytics/peer-stats?session_id=latest-call&peer_id=" + guest, "/api/streams/live/stage/native/journal", "/api/applications",
	} {
		_, first := send(t, http.MethodGet, address, now)
		_, last := send(t, http.MethodGet, address, now.Add(999*time.Millisecond))
		require.Equal(t, first, last, address)
	}
	for _, at := range []time.Time{{}, time.Unix(0, 0), time.Date(3000, 1, 1, 0, 0, 0, 0, time.UTC)} {
		read(t, "/v2/sessions/latest-call", at)
		read(t, "/api/streams/live/studio/native", at)
	}
}
