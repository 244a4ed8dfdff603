package corehost

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

func TestHealthDescribesTheAnswer(t *testing.T) {
	for name, row := range map[string]struct {
		service, route string
		answer         protocol.Answer
		message        string
		source         Source
	}{
		"100ms knows no placeholder": {
			"100ms", "peerStats", protocol.Answer{Status: 404, ContentType: "application/json", Text: `{"code":404,"message":"no"}`},
			"Reached 100ms; the token may read peer stats; the token renews in 14 min.", "",
		},
		"100ms refuses the token": {
			"100ms", "peerStats", protocol.Answer{Status: 401, ContentType: "application/json", Text: `{"message":"Token validation error"}`},
			"Token validation error", Upstream,
		},
		"Storm tells its version": {
			"storm", "stormInfo", protocol.Answer{Status: 200, ContentType: "application/json", Text: `{"data":{"version":"3.0.1"},"metadata":{}}`},
			"Reached Storm 3.0.1 as viewer; the token renews in 14 min.", "",
		},
		"Storm's settings are wrong": {
			"storm", "stormInfo", protocol.Refusal(protocol.Settings, "the token is missing"),
			"The token is missing", User,
		},
	} {
		fetch := func(_ context.Context, request protocol.Request) protocol.Answer {
			if request.Route != row.route {
				t.Errorf("%s: requested %s", name, request.Route)
			}
			return row.answer
		}
		renewsIn := int64(840_000)
		credentials := func() CredentialInfo { return CredentialInfo{User: "viewer", RenewsIn: &renewsIn} }
		message, err := Health(t.Context(), row.service, fetch, credentials)
		var failure *Failure
		if errors.As(err, &failure) {
			message = failure.Message
		}
		if !strings.Contains(message, row.message) || (failure == nil) != (row.source == "") || failure != nil && failure.Source != row.source {
			t.Errorf("%s: got %q, %v", name, message, err)
		}
	}
}
