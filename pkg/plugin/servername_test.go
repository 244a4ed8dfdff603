package plugin

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// The name of a server is a label of its alerts.
func TestTheNameOfAServerOutlivesAFailedAnswer(t *testing.T) {
	inTime(t, func(t *testing.T) {
		status := 0
		upstream := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			if strings.HasSuffix(r.URL.Path, "/server/info") {
				w.WriteHeader(status)
				_, _ = w.Write([]byte(`{"data":{"version":"3.0.1","serverName":"Storm \"1\""},"message":"busy"}`))
				return
			}
			_, _ = w.Write([]byte(`{"data":{"cpuUsagePercent":"12.5"},"meta":{}}`))
		})
		plugin := newInstance(t, settingsOf(`{"service":"storm","auth":"token"}`), upstream, time.Now)
		for _, row := range []struct {
			status        int
			name, version string
		}{{403, "", ""}, {200, `Storm "1"`, "3.0.1"}, {403, `Storm "1"`, ""}, {500, `Storm "1"`, ""}, {200, `Storm "1"`, "3.0.1"}} {
			// No answer of the query before is fresh, and no cooldown lasts.
			time.Sleep(time.Minute)
			status = row.status
			response := plugin.query(t, `{"queryType":"server"}`)
			if response.Error != nil {
				t.Fatal(response.Error)
			}
			fields := response.Frames[0].Fields
			name, _ := fields[0].ConcreteAt(0)
			version, _ := fields[1].ConcreteAt(0)
			if name != row.name || version != row.version {
				t.Errorf("%d: got %q of version %q, want %q of %q", row.status, name, version, row.name, row.version)
			}
		}
	})
}
