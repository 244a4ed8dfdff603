package corehost

import (
	"context"
	"testing"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

func TestCircuitBreakerOpensAfterTimeoutsInARow(t *testing.T) {
	requests := 0
	fetch := WithCircuitBreaker(func(context.Context, protocol.Request) protocol.Answer {
		requests++
		if requests != 8 {
			return protocol.NotSent(protocol.Timeout, "none in 30 s")
		}
		return protocol.Answer{Status: 200}
	})
	for range 16 {
		fetch(t.Context(), protocol.Request{})
	}
	if requests != 16 {
		t.Errorf("%d requests while it answers now and then", requests)
	}
	answer := fetch(t.Context(), protocol.Request{})
	if want := protocol.NotSent(protocol.Timeout, "earlier requests to this server timed out too"); requests != 16 || answer != want {
		t.Errorf("%+v after %d requests", answer, requests)
	}
}
