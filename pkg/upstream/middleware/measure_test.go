package middleware

import (
	"testing"
	"time"
)

func TestMeasureSendsNoRequestWithoutWaiters(t *testing.T) {
	for left, want := range map[time.Duration]int{time.Second: 1, -time.Second: 0} {
		requests := 0
		request := requestOf(t, "session").until(time.Now().Add(left))
		got := Measure(time.Now)(answering(&requests, status(200)))(t.Context(), request)
		if requests != want || request.Sent != want || (got.Fault == "timeout") == (want == 1) {
			t.Errorf("%v before its end: %d requests, %d counted, %+v", left, requests, request.Sent, got)
		}
	}
}
