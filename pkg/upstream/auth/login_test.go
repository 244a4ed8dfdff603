package auth

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/settings"
)

// Only an answer about the user name and the password is a rejected login. Any other keeps its own status or fault.
func TestEachAnswerToALoginHasItsOwnPause(t *testing.T) {
	failed := func(fault protocol.Fault, seconds, status int, text string) protocol.Answer {
		return protocol.Answer{Fault: fault, Login: &protocol.Login{RetryIn: seconds, Status: status, Text: text}}
	}
	as := func(status, seconds int) protocol.Answer {
		return protocol.Answer{Status: status, Text: "text", Login: &protocol.Login{RetryIn: seconds}}
	}
	for name, row := range map[string]struct {
		answer, want protocol.Answer
		// logins is the number of logins for ten requests.
		logins int
	}{
		"a wrong password":           {protocol.Answer{Status: 401, Text: "text"}, failed(protocol.LoginRejected, 60, 401, "text"), 1},
		"a body it does not take":    {protocol.Answer{Status: 400}, failed(protocol.LoginRejected, 60, 400, ""), 1},
		"a forbidden address":        {protocol.Answer{Status: 403}, failed(protocol.LoginRejected, 60, 403, ""), 1},
		"a body it cannot process":   {protocol.Answer{Status: 422}, failed(protocol.LoginRejected, 60, 422, ""), 1},
		"another path":               {protocol.Answer{Status: 404, Text: "text"}, as(404, 60), 1},
		"another method":             {protocol.Answer{Status: 405, Text: "text"}, as(405, 60), 1},
		"out of order":               {protocol.Answer{Status: 500, Text: "text"}, as(500, 15), 1},
		"a redirect":                 {protocol.Answer{Status: 307, Text: "text"}, as(307, 15), 1},
		"no content":                 {protocol.Answer{Status: 204, Text: "text"}, as(204, 15), 1},
		"not ready, and says so":     {protocol.Answer{Status: 503, Text: "text", RetryAfter: "20"}, protocol.Answer{Status: 503, Text: "text", RetryAfter: "20", Login: &protocol.Login{RetryIn: 20}}, 1},
		"too often":                  {protocol.Answer{Status: 429}, failed(protocol.LoginLimited, 60, 429, ""), 1},
		"too often, and says so":     {protocol.Answer{Status: 429, RetryAfter: "300"}, protocol.Answer{Fault: protocol.LoginLimited, Login: &protocol.Login{RetryIn: 300, Status: 429, RetryAfter: "300"}}, 1},
		"too often, and exaggerates": {protocol.Answer{Status: 429, RetryAfter: "2000000000"}, protocol.Answer{Fault: protocol.LoginLimited, Login: &protocol.Login{RetryIn: 900, Status: 429, RetryAfter: "2000000000"}}, 1},
		"HTML":                       {protocol.Answer{Status: 200, Text: "<html>"}, protocol.Answer{Fault: protocol.LoginRejected, Login: &protocol.Login{RetryIn: 60, Status: 200, Text: "<html>"}}, 1},
		"no token":                   {protocol.Answer{Status: 200, Text: `{"data":{}}`}, protocol.Answer{Fault: protocol.LoginRejected, Detail: "the answer to the login contains no access token", Login: &protocol.Login{RetryIn: 60}}, 1},
		"a connection that breaks":   {protocol.NotSent(protocol.Unreachable, "EOF"), protocol.Answer{Fault: protocol.Unreachable, Detail: "EOF", Login: &protocol.Login{RetryIn: 15}}, 1},
		"a host that is not reached": {protocol.NotSent(protocol.Refused, "refused"), protocol.Answer{Fault: protocol.Refused, Detail: "refused", Login: &protocol.Login{}}, 10},
	} {
		t.Run(name, func(t *testing.T) {
			logins := 0
			post := func(context.Context, string, map[string]string, []byte) protocol.Answer {
				logins++
				return row.answer
			}
			now := &clock{at: noon}
			source := newLoginSource(settings.Settings{Timeout: time.Minute}, post, NewRegistry(), now.now)
			source.headers = map[string]string{}
			for range 10 {
				_, err := source.Token(t.Context())
				if diff := cmp.Diff(row.want, err.(*Error).Answer); diff != "" {
					t.Fatal(diff)
				}
			}
			if logins != row.logins {
				t.Errorf("%d logins", logins)
			}
			now.pass(time.Duration(row.want.Login.RetryIn) * time.Second)
			if _, _ = source.Token(t.Context()); logins != row.logins+1 {
				t.Errorf("%d logins when the time has come", logins)
			}
		})
	}
}

func TestATokenWithoutARemainingTimeLivesAsDocumented(t *testing.T) {
	post := func(context.Context, string, map[string]string, []byte) protocol.Answer {
		return protocol.Answer{Status: 200, Text: `{"data":{"accessToken":"a"}}`}
	}
	source := newLoginSource(settings.Settings{Timeout: time.Minute}, post, NewRegistry(), (&clock{at: noon}).now)
	source.headers = map[string]string{}
	if token, err := source.Token(t.Context()); err != nil || !token.Expires.Equal(noon.Add(defaultLife)) {
		t.Errorf("%+v, %v", token, err)
	}
}
