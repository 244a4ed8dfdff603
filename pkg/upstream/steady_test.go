package upstream

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/simulator"
)

// whenPattern is how an error says when the next login is possible.
var whenPattern = regexp.MustCompile(`; the next is possible in [1-9][0-9]? s$`)

// Tokens that live 2 s under requests and whole queries that never stop: none fails, and there are no more logins than tokens.
func TestShortTokensUnderSteadyQueries(t *testing.T) {
	for name, ask := range map[string]func(*testing.T, *Client){
		"requests": func(t *testing.T, client *Client) {
			if answer := client.FetchAnew(t.Context(), native); answer.Status != 200 {
				t.Errorf("answered %d, %s (%s): %s", answer.Status, answer.Fault, answer.Words, answer.Text)
			}
		},
		"queries": func(t *testing.T, client *Client) {
			const query = `{"queryType":"substream","app":"live","streamKeys":["studio","stage"],"substreams":["native","720p"],"format":"numeric","metric":"healthScore"}`
			about := corehost.Context{Service: "storm", Now: time.Now(), From: time.Now().Add(-time.Hour), To: time.Now()}
			frames, err := corehost.Run(t.Context(), json.RawMessage(query), about, client.FetchAnew)
			if err != nil || len(frames) != 1 || frames[0].Rows() != 4 {
				t.Errorf("%d frames, %v", len(frames), err)
				return
			}
			score, _ := frames[0].FieldByName("healthScore")
			for i := range score.Len() {
				if score.NilAt(i) {
					t.Errorf("row %d of a query failed", i)
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			inTime(t, func(t *testing.T) {
				const lasts = 5 * time.Second
				shared := newLogins()
				shared.ledger.most = 1_000
				settings := instance(upstreamURL, `{"service":"storm","username":"demo"}`, map[string]string{"password": simulator.Password})
				server := simulator.Handler(simulator.Options{TokenLife: 2 * time.Second, LoginsAMinute: 1_000})
				logins := 0
				client := inProcess(t, newClient(t.Context(), settings, time.Now, shared), func(w http.ResponseWriter, r *http.Request) {
					if strings.HasSuffix(r.URL.Path, loginPath) {
						logins++
					} else {
						time.Sleep(time.Millisecond)
					}
					server.ServeHTTP(w, r)
				})
				ends := time.Now().Add(lasts)
				var all sync.WaitGroup
				for range 4 {
					all.Go(func() {
						for time.Now().Before(ends) {
							ask(t, client)
							time.Sleep(190 * time.Millisecond)
						}
					})
				}
				all.Wait()
				// A token is renewed after 1.8 s, by whoever asks next.
				if logins != 3 {
					t.Errorf("%d logins in %v", logins, lasts)
				}
			})
		})
	}
}

// With the limit as it is, short tokens run out of logins, and the error says when the next is possible.
func TestShortTokensWithinTheLimitSayWhen(t *testing.T) {
	server := startStorm(t, simulator.Options{TokenLife: 2 * time.Second})
	client := server.client(t, simulator.Password)
	failed := 0
	for range 120 {
		answer := client.FetchAnew(t.Context(), native)
		switch {
		case answer.Status == 200:
		case answer.Fault == protocol.Wait && whenPattern.MatchString(answer.Words):
			failed++
		default:
			t.Fatalf("answered %d, %s (%s)", answer.Status, answer.Fault, answer.Words)
		}
		server.now.pass(500 * time.Millisecond)
	}
	if failed == 0 {
		t.Error("no query had to wait")
	}
	server.expect(t, 5, 0)
}
