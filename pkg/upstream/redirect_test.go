package upstream

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

func TestARedirectSaysWhereItLeads(t *testing.T) {
	long := "/" + strings.Repeat("x", longestPart+1)
	for location, want := range map[string]string{
		"https://storm.test/api/x":                       "it leads to https://storm.test/api/x",
		"https://storm.test":                             "it leads to https://storm.test/",
		"/sign%2Fin?token=t-1#t-2":                       "it leads to http://SERVER/sign%2Fin",
		"//me:pw@other.test:8443/x?next=/":               "it leads to http://other.test:8443/x",
		"https://storm.test" + long:                      "it leads to https://storm.test/...",
		"https://" + strings.Repeat("x.", 200) + "test/": "it leads to https://.../",
		"https://storm.test/" + secret + "/x":            "it leads to https://storm.test/[secret]/x",
		"":                                               "the page",
	} {
		server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Location"] = []string{location}
			w.WriteHeader(http.StatusMovedPermanently)
			_, _ = io.WriteString(w, "the page")
		})
		answer := hundredMSAt(server.URL).Fetch(t.Context(), peerStats)
		if want != "the page" {
			want = `{"message":"` + want + `"}`
		}
		got := strings.NewReplacer(strings.TrimPrefix(server.URL, "http://"), "SERVER", "…", "...").Replace(answer.Text)
		if got != want || answer.Status != http.StatusMovedPermanently {
			t.Errorf("%.50s: got %s, want %s", location, got, want)
		}
	}
}
