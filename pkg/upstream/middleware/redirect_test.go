package middleware

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestLocationLeavesOutPartsThatCanBeSecret(t *testing.T) {
	for location, want := range map[string]string{
		"https://storm.test/api/x":                             "https://storm.test/api/x",
		"https://storm.test":                                   "https://storm.test/",
		"/sign%2Fin?token=t-1#t-2":                             "http://here.test/sign%2Fin",
		"//me:pw@other.test:8443/x?next=/":                     "http://other.test:8443/x",
		"https://storm.test/" + strings.Repeat("x", maxPart+1): "https://storm.test/…",
		"https://" + strings.Repeat("x.", 200) + "test/":       "https://…/",
		"": "",
	} {
		request := httptest.NewRequest(http.MethodGet, "http://here.test/", http.NoBody)
		response := &http.Response{StatusCode: http.StatusFound, Header: http.Header{"Location": {location}}, Request: request}
		if got := locationOf(response); got != want {
			t.Errorf("%.50s: got %s, want %s", location, got, want)
		}
		if response.StatusCode = http.StatusCreated; locationOf(response) != "" {
			t.Error("a 201 is no redirect")
		}
	}
}
