package upstream

import (
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// A token that was refused stays refused for 30 s, for each route; a permission only for its own.
func TestWhatWasRefusedIsNotAskedAgain(t *testing.T) {
	session := protocol.Request{Route: "session", Params: map[string]string{"session_id": "s"}}
	for name, row := range map[string]struct {
		status int
		// asked is how many requests reached the server.
		asked int
	}{
		"401":       {401, 1},
		"403":       {403, 2},
		"any other": {500, 3},
	} {
		t.Run(name, func(t *testing.T) {
			asked, now := 0, &clock{at: noon}
			server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				asked++
				w.WriteHeader(row.status)
			})
			client := New(t.Context(), instance(server.URL, `{}`, map[string]string{"managementToken": secret}), now.now)
			for _, request := range []protocol.Request{peerStats, peerStats, session} {
				if answer := client.Fetch(t.Context(), request); answer.Status != row.status {
					t.Errorf("%s was answered %d", request.Route, answer.Status)
				}
			}
			if asked != row.asked {
				t.Errorf("%d requests, want %d", asked, row.asked)
			}
			now.pass(30 * time.Second)
			client.Fetch(t.Context(), session)
			if asked != row.asked+1 {
				t.Errorf("%d requests after 30 s, want %d", asked, row.asked+1)
			}
		})
	}
}

// A refusal that stands was said of the request before: whoever is given it must not read it as said of theirs.
func TestWhatIsHeldNamesWhatWasRefused(t *testing.T) {
	sessionOf := func(id string) protocol.Request {
		return protocol.Request{Route: "session", Params: map[string]string{"session_id": id}}
	}
	first := &protocol.HeldBy{Route: "session", Params: map[string]string{"session_id": "first"}, Ago: 12, Again: 18}
	for name, row := range map[string]struct {
		status     int
		retryAfter string
		second     protocol.Request
		heldBy     *protocol.HeldBy
	}{
		"403, of its route":           {403, "", sessionOf("second"), first},
		"403, of another route":       {403, "", peerStats, nil},
		"401, of its route":           {401, "", sessionOf("second"), first},
		"401, of another route":       {401, "", peerStats, first},
		"429, for as long as it says": {429, "15", sessionOf("second"), &protocol.HeldBy{Route: "session", Params: first.Params, Ago: 12, Again: 3}},
		"500":                         {500, "", sessionOf("second"), nil},
	} {
		t.Run(name, func(t *testing.T) {
			inTime(t, func(t *testing.T) {
				settings := instance(upstreamURL, `{"timeout":1}`, map[string]string{"managementToken": secret})
				client := inProcess(t, New(t.Context(), settings, time.Now), func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Retry-After", row.retryAfter)
					w.WriteHeader(row.status)
				})
				if answer := client.Fetch(t.Context(), sessionOf("first")); answer.Status != row.status || answer.HeldBy != nil {
					t.Errorf("the first was answered %d, held by %+v", answer.Status, answer.HeldBy)
				}
				time.Sleep(12400 * time.Millisecond)
				if answer := client.Fetch(t.Context(), row.second); answer.Status != row.status || !reflect.DeepEqual(answer.HeldBy, row.heldBy) {
					t.Errorf("the second was answered %d, held by %+v, want %+v", answer.Status, answer.HeldBy, row.heldBy)
				}
			})
		})
	}
}

func TestARefusedMintedTokenIsTriedOnceMore(t *testing.T) {
	for _, status := range []int{http.StatusUnauthorized, http.StatusForbidden} {
		sent := map[string]bool{}
		accepts := 2
		server := serve(t, func(w http.ResponseWriter, r *http.Request) {
			sent[r.Header.Get("Authorization")] = true
			if len(sent) < accepts {
				w.WriteHeader(status)
			}
		})
		settings := instance(server.URL, `{"auth":"appKey","accessKey":"key"}`, map[string]string{"appSecret": "the-app-secret"})
		if answer := New(t.Context(), settings, time.Now).Fetch(t.Context(), peerStats); answer.Status != 200 || len(sent) != 2 {
			t.Errorf("after one %d: %d with %d tokens", status, answer.Status, len(sent))
		}
		clear(sent)
		accepts = 10
		answer := New(t.Context(), settings, time.Now).Fetch(t.Context(), peerStats)
		if answer.Status != status || answer.Auth != "appKey" || len(sent) != 2 {
			t.Errorf("after many %d: %d of %q with %d tokens", status, answer.Status, answer.Auth, len(sent))
		}
	}
}

// Metadata are asked only of substreams that have answered with the same token: whatever refuses them is about the right to them, and
// whoever reads the substreams goes on.
func TestRefusedMetadataHoldBackNothingElse(t *testing.T) {
	metadata := protocol.Request{Route: "metadata", Params: native.Params}
	for _, status := range []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests} {
		refused, told, logins := 0, 0, 0
		server := serve(t, func(w http.ResponseWriter, r *http.Request) {
			switch {
			case strings.HasSuffix(r.URL.Path, "/auth/login"):
				logins++
				_, _ = w.Write([]byte(`{"data":{"accessToken":"given-by-the-login","remainingTime":899999}}`))
			case strings.HasSuffix(r.URL.Path, "/metadata"):
				refused++
				w.Header().Set("Retry-After", "30")
				w.WriteHeader(status)
			default:
				told++
				_, _ = w.Write([]byte(`{"data":{}}`))
			}
		})
		now := &clock{at: noon}
		settings := instance(server.URL, `{"service":"storm","username":"demo","timeout":20}`, map[string]string{"password": "the-password"})
		client := newClient(t.Context(), settings, now.now, newLogins())
		for range 3 {
			if answer := client.Fetch(t.Context(), native); answer.Status != http.StatusOK {
				t.Errorf("after a %d of its metadata a substream was answered %d, %s (%s)", status, answer.Status, answer.Fault, answer.Words)
			}
			if answer := client.Fetch(t.Context(), metadata); answer.Status != status {
				t.Errorf("metadata were answered %d, %s, want %d", answer.Status, answer.Fault, status)
			}
			// An answer is kept after it has been given, at the time of that.
			waitFor(t, func() bool { return client.underWay() == 0 })
			now.pass(2 * time.Second)
		}
		if refused != 1 || told != 3 || logins != 1 {
			t.Errorf("by a %d: %d requests for metadata, %d for the substream, %d logins", status, refused, told, logins)
		}
		client.Close()
	}
}
