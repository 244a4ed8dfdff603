package plugin

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

const askViewers = `{"route":"viewers","params":{"app":"live","streamKey":"studio","systemClients":"true","page":"1","rowsPerPage":"100"}}`

// Storm's lists of viewers have people's addresses. Nothing of a body leaves the backend but kinds and substreams.
func TestNoAddressOfAViewerLeavesTheBackend(t *testing.T) {
	const address = "203.0.113.77"
	viewer := `{"harnessType":"STORM_HLS_VIEWER","subStream":"native","remoteAddress":"` + address + `","userAgent":"` + canary + `"}`
	for name, row := range map[string]struct {
		status            int
		contentType, body string
		kept              string
	}{
		"a page":                     {200, "application/json", `{"data":{"list":[` + viewer + `],"note":"` + address + `"},"owner":"` + canary + `"}`, "STORM_HLS_VIEWER"},
		"a list":                     {200, "application/json", `[` + viewer + `]`, `"status":200`},
		"half a page":                {200, "application/json", `{"data":{"list":[` + viewer, `"status":200`},
		"another form":               {200, "application/json", `{"data":{"list":{"` + canary + `":` + viewer + `}}}`, `"status":200`},
		"text":                       {200, "text/plain", "viewer " + canary + " at " + address, `"status":200`},
		"a page of a server":         {500, "text/html", "<title>" + canary + " " + address + "</title>", `"status":500`},
		"an error":                   {403, "application/json", `{"message":"` + address + ` may not","viewer":"` + canary + `"}`, `"status":403`},
		"an error without JSON":      {403, "text/plain", canary + " at " + address, `"status":403`},
		"a name of a viewer as text": {200, "application/json", `"` + canary + `"`, `"status":200`},
	} {
		upstream := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", row.contentType)
			w.WriteHeader(row.status)
			_, _ = w.Write([]byte(row.body))
		})
		plugin := newInstance(t, settingsOf(`{"service":"storm","auth":"token","viewers":true}`), upstream, time.Now)
		got := plugin.fetch(t, askViewers)
		if strings.Contains(got, canary) || strings.Contains(got, address) || !strings.Contains(got, row.kept) {
			t.Errorf("%s: got %s", name, got)
		}
	}
}

func TestViewersAreNotReadWithoutTheSetting(t *testing.T) {
	upstream := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { t.Errorf("%s reached the upstream", r.RequestURI) })
	for _, jsonData := range []string{`{"service":"storm","auth":"token"}`, `{"service":"storm","auth":"token","viewers":"true"}`} {
		plugin := newInstance(t, settingsOf(jsonData), upstream, time.Now)
		if got := plugin.fetch(t, askViewers); !strings.Contains(got, "the setting viewers is off") {
			t.Errorf("%s: got %s", jsonData, got)
		}
	}
}
