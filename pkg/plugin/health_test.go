package plugin

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestCheckHealthDependsOnTheUpstream(t *testing.T) {
	forbidden := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) })
	for name, row := range map[string]struct {
		upstream       http.Handler
		jsonData, want string
	}{
		"a token that works":    {documents(t), `{}`, "OK: Reached 100ms"},
		"a token that does not": {forbidden, `{}`, "ERROR: Permission: 100ms answered 403"},
		"settings that cannot":  {documents(t), `{"auth":"appKey"}`, "ERROR: Settings: The access key is missing."},
		"a probed route": {
			forbidden, `{}`, `/v2/analytics/peer-stats: 100ms answered 403 for peer stats: `,
		},
	} {
		if message := serve(t, row.upstream, row.jsonData).health(t); !strings.Contains(message, row.want) {
			t.Errorf("%s: %s", name, message)
		}
	}
}

func TestCheckHealthNamesAHostThatHangs(t *testing.T) {
	inTime(t, func(t *testing.T) {
		message := onHung(t, `{}`, "/").within(t, time.Second).health(t)
		if !strings.HasPrefix(message, "ERROR: Host: No answer in time (") || !strings.Contains(message, upstreamHost) {
			t.Error(message)
		}
	})
}
