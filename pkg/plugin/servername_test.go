package plugin

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// The name of a server is a label of its alerts.
func TestTheNameOfAServerOutlivesAFailedAnswer(t *testing.T) {
	// Answers are saved after the query that waits for them.
	var status, minutes atomic.Int64
	upstream := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if strings.HasSuffix(r.URL.Path, "/server/info") {
			w.WriteHeader(int(status.Load()))
			_, _ = w.Write([]byte(`{"data":{"version":"3.0.1","serverName":"Storm \"1\""},"message":"busy"}`))
			return
		}
		_, _ = w.Write([]byte(`{"data":{"cpuUsagePercent":"12.5"},"meta":{}}`))
	})
	plugin := newInstance(t, settingsOf(`{"service":"storm","auth":"token"}`), upstream, func() time.Time {
		return callTime.Add(time.Duration(minutes.Load()) * time.Minute)
	})
	columns := func() (name, version any) {
		minutes.Add(1)
		response := plugin.query(t, `{"queryType":"server"}`)
		if response.Error != nil {
			t.Fatal(response.Error)
		}
		fields := response.Frames[0].Fields
		name, _ = fields[0].ConcreteAt(0)
		version, _ = fields[1].ConcreteAt(0)
		return name, version
	}
	for _, row := range []struct {
		status        int64
		name, version string
	}{{403, "", ""}, {200, `Storm "1"`, "3.0.1"}, {403, `Storm "1"`, ""}, {500, `Storm "1"`, ""}, {200, `Storm "1"`, "3.0.1"}} {
		status.Store(row.status)
		if name, version := columns(); name != row.name || version != row.version {
			t.Errorf("%d: got %q of version %q, want %q of %q", row.status, name, version, row.name, row.version)
		}
	}
}
