package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// start serves the routes of a data source that can be edited, and of the demo.
func start(t *testing.T) *httptest.Server {
	t.Helper()
	workbench := newWorkbench([]*source{
		{ID: 1, UID: "calls", Name: "Calls", JSONData: map[string]any{"service": "100ms"}, Secrets: secrets{"managementToken": "secret"}, Editable: true},
		{ID: 2, UID: "demo", Name: "Demo", JSONData: map[string]any{"service": "demo"}},
	})
	server := httptest.NewServer(requireLoopbackHost(workbench.routes(t.TempDir(), t.TempDir())))
	t.Cleanup(server.Close)
	return server
}

func ask(t *testing.T, method, url, body string) (status int, answer string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	require.NoError(t, err)
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, string(text)
}

func TestDataSourcesAreListedWithoutSecrets(t *testing.T) {
	_, answer := ask(t, http.MethodGet, start(t).URL+"/workbench/datasources", "")
	require.JSONEq(t, `[
		{"id":1,"uid":"calls","name":"Calls","url":"","jsonData":{"service":"100ms"},"secureJsonFields":{"managementToken":true},"editable":true},
		{"id":2,"uid":"demo","name":"Demo","url":"","jsonData":{"service":"demo"},"secureJsonFields":{},"editable":false}]`, answer)
}

func TestSettingsAreSavedWhereTheyMayBe(t *testing.T) {
	url := start(t).URL + "/api/datasources/uid/"
	status, answer := ask(t, http.MethodPut, url+"calls", `{"url":"http://sim","jsonData":{"service":"storm"},"secureJsonData":{"token":"t"}}`)
	require.Equal(t, http.StatusOK, status)
	require.JSONEq(t, `{"message":"Datasource updated","datasource":
		{"id":1,"uid":"calls","name":"Calls","url":"http://sim","jsonData":{"service":"storm"},"secureJsonFields":{"managementToken":true,"token":true},"editable":true}}`, answer)

	status, answer = ask(t, http.MethodPut, url+"demo", `{}`)
	require.Equal(t, http.StatusForbidden, status)
	require.JSONEq(t, `{"message":"Cannot update read-only data source"}`, answer)
}

func TestRequestsThatNoPluginAnswers(t *testing.T) {
	url := start(t).URL
	for _, test := range []struct{ name, method, path, body, want string }{
		{"no queries", "POST", "/api/ds/query", `{}`, `{"message":"no queries found"}`},
		{"an unknown data source", "POST", "/api/ds/query", `{"queries":[{"refId":"B","datasource":{"uid":"x"}}],"from":"now-1h","to":"now"}`, `{"message":"query B: data source \"x\" not found"}`},
		{"a wrong time", "POST", "/api/ds/query", `{"queries":[{}],"from":"yesterday-ish","to":"now"}`, ""},
		{"not JSON", "POST", "/api/ds/query", `{`, `{"message":"bad request data: unexpected EOF"}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			status, answer := ask(t, test.method, url+test.path, test.body)
			require.Equal(t, http.StatusBadRequest, status)
			if test.want != "" {
				require.JSONEq(t, test.want, answer)
			}
			require.Contains(t, answer, "message")
		})
	}
	status, _ := ask(t, http.MethodGet, url+"/api/datasources/uid/x/health", "")
	require.Equal(t, http.StatusNotFound, status)
	status, _ = ask(t, http.MethodGet, url+"/api/frontend/settings", "")
	require.Equal(t, http.StatusNotFound, status)
}

func TestOnlyThisMachineIsAnswered(t *testing.T) {
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, start(t).URL+"/workbench/datasources", nil)
	require.NoError(t, err)
	request.Host = "rebound.example:3010"
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	_ = response.Body.Close()
	require.Equal(t, http.StatusForbidden, response.StatusCode)
}
