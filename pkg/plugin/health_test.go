package plugin

import (
	"strings"
	"testing"
	"time"
)

func TestCheckHealthNamesAHostThatHangs(t *testing.T) {
	inTime(t, func(t *testing.T) {
		message := onHung(t, `{}`, "/").within(t, time.Second).health(t)
		if !strings.HasPrefix(message, "ERROR: Host: No answer in time (") || !strings.Contains(message, upstreamHost) {
			t.Error(message)
		}
	})
}
