package corehost

import (
	"context"
	"testing"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

func TestAHostThatHangsIsNotAskedForTheRest(t *testing.T) {
	asked := 0
	fetch := UntilHung(func(context.Context, protocol.Request) protocol.Answer {
		asked++
		if asked != 8 {
			return protocol.Refusal(protocol.Timeout, "none in 30 s")
		}
		return protocol.Answer{Status: 200}
	})
	for range 16 {
		fetch(t.Context(), protocol.Request{})
	}
	if asked != 16 {
		t.Errorf("%d requests while it answers now and then", asked)
	}
	answer := fetch(t.Context(), protocol.Request{})
	if want := protocol.Refusal(protocol.Timeout, "the requests before it had no answer either"); asked != 16 || answer != want {
		t.Errorf("%+v after %d requests", answer, asked)
	}
}
