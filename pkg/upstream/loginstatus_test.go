package upstream

import (
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// Only what a server says of the user name and the password is a login that was refused. Anything else is told by its own status.
func TestALoginIsCalledRefusedOnlyWhereItWas(t *testing.T) {
	refused := func(words string) protocol.Answer {
		return protocol.Refusal(protocol.Login, words+"; the next login is tried in 60 s")
	}
	at := func(status int, words string, seconds int) protocol.Answer {
		return protocol.Answer{
			IsOfLogin: true, Status: status, ContentType: "application/json",
			Text: fmt.Sprintf(`{"message":"at the login: %s; the next login is tried in %d s"}`, words, seconds),
		}
	}
	for name, row := range map[string]struct {
		status   int
		location string
		body     string
		want     protocol.Answer
	}{
		"a wrong password":            {401, "", `{"message":"Username or password is incorrect"}`, refused("401 Username or password is incorrect")},
		"the same without words":      {401, "", " \n", refused("401 no words of its own")},
		"not a body it takes":         {400, "", "bad request", refused("400 bad request")},
		"a forbidden address":         {403, "", `{"message":""}`, refused(`403 {"message":""}`)},
		"a body it cannot do with":    {422, "", "", refused("422 no words of its own")},
		"out of order":                {500, "", "out of order", at(500, "out of order", 15)},
		"a proxy without a server":    {502, "", "<html>\n<b>Bad gateway", at(502, `\u003chtml\u003e \u003cb\u003eBad gateway`, 15)},
		"not ready, and says no more": {503, "", "", at(503, "no words of its own", 15)},
		"HTTPS alone":                 {307, "https://storm.test/api/auth/login?x", "<a>", at(307, "it leads to https://storm.test/api/auth/login", 15)},
		"no content":                  {204, "", "", at(204, "no words of its own", 15)},
		"another method":              {405, "", "", at(405, "no words of its own", 60)},
		"another path": {404, "", "404 page not found", protocol.Answer{
			IsOfLogin: true, Status: 404, ContentType: "text/plain", Text: "at the login: 404 page not found; the next login is tried in 60 s",
		}},
		"too often, and says no more": {429, "", "", protocol.Refusal(protocol.Wait, "Storm takes no login now: no words of its own; the next login is tried in 60 s")},
	} {
		t.Run(name, func(t *testing.T) {
			requests := 0
			server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				requests++
				if row.location != "" {
					w.Header().Set("Location", row.location)
				}
				w.WriteHeader(row.status)
				_, _ = io.WriteString(w, row.body)
			})
			now := &clock{at: noon}
			settings := instance(server.URL, `{"service":"storm","username":"demo"}`, map[string]string{"password": "hunter-2"})
			client := newClient(t.Context(), settings, now.now, newLogins())
			defer client.Close()
			for range 2 {
				if diff := cmp.Diff(row.want, said(client.Fetch(t.Context(), native))); diff != "" {
					t.Error(diff)
				}
			}
			if requests != 1 {
				t.Errorf("%d requests", requests)
			}
			// It is not kept beyond the login it was said at, and holds back no route.
			now.pass(15 * time.Second)
			if again := client.Fetch(t.Context(), native); row.want.IsOfLogin && (again.HeldBy != nil || again.IsShared) {
				t.Errorf("then answered %+v", again)
			}
		})
	}
}
