package middleware

import (
	"context"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/log"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// warnings counts the logged warnings.
type warnings struct {
	log.Logger
	count int
}

func (w *warnings) Warn(string, ...any)                    { w.count++ }
func (w *warnings) FromContext(context.Context) log.Logger { return w }

func TestTraceStampsAnswersAndWarnsOfFailures(t *testing.T) {
	logger := backend.Logger
	defer func() { backend.Logger = logger }()
	noon := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for name, row := range map[string]struct {
		response Response
		warnings int
	}{
		"an answer":              {status(200), 0},
		"an error":               {status(404), 1},
		"a fault":                {Response{Answer: protocol.NotSent(protocol.DNS, "no such host")}, 1},
		"what a cooldown blocks": {Response{Answer: protocol.Answer{Status: 401, BlockedBy: &protocol.BlockedBy{}}}, 0},
	} {
		heard := &warnings{}
		backend.Logger = heard
		request := requestOf(t, "session")
		got := Trace(func() time.Time { return noon })(func(_ context.Context, request *Request) Response {
			request.Sent = 3
			return row.response
		})(t.Context(), request)
		if got.Requests != 3 || !got.ReceivedAt.Equal(noon) || heard.count != row.warnings {
			t.Errorf("%s: %d warnings, %+v", name, heard.count, got)
		}
	}
}
