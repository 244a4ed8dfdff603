package upstream

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// askMany asks for many things at once, and counts what they were answered.
func askMany(t *testing.T, client *Client, count int, request func(id string) protocol.Request) map[string]int {
	t.Helper()
	var mu sync.Mutex
	var all sync.WaitGroup
	got := map[string]int{}
	for i := range count {
		all.Go(func() {
			answer := client.Fetch(t.Context(), request(fmt.Sprint(i)))
			mu.Lock()
			defer mu.Unlock()
			got[outcomeOf(answer)]++
		})
	}
	all.Wait()
	return got
}

func statsOf(peer string) protocol.Request {
	return protocol.Request{Route: "peerStats", Params: map[string]string{"session_id": "s", "peer_id": peer}}
}

// What is refused while hundreds wait for a place is sent by those alone that had one, and a new token by one of them.
func TestARefusalStandsForThoseInTheQueue(t *testing.T) {
	for _, status := range []int{http.StatusUnauthorized, http.StatusForbidden} {
		for auth, row := range map[string]struct {
			jsonData string
			secrets  map[string]string
			most     int32
		}{
			"token":  {`{}`, map[string]string{"managementToken": secret}, atOnce},
			"appKey": {`{"auth":"appKey","accessKey":"key"}`, map[string]string{"appSecret": "the-app-secret"}, atOnce + 1},
		} {
			t.Run(fmt.Sprint(status, " of ", auth), func(t *testing.T) {
				var asked atomic.Int32
				server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
					asked.Add(1)
					time.Sleep(20 * time.Millisecond)
					w.WriteHeader(status)
				})
				client := New(t.Context(), instance(server.URL, row.jsonData, row.secrets), time.Now)
				got := askMany(t, client, 500, statsOf)
				if got[fmt.Sprint(status)] != 500 || asked.Load() > row.most {
					t.Errorf("%d requests left, and were answered %v", asked.Load(), got)
				}
			})
		}
	}
}

// Those that were in flight when a token was forgotten are all answered with the next.
func TestAForgottenTokenIsReplacedForAllInFlight(t *testing.T) {
	var first atomic.Value
	var asked atomic.Int32
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		token := r.Header.Get("Authorization")
		first.CompareAndSwap(nil, token)
		time.Sleep(10 * time.Millisecond)
		if token == first.Load() {
			w.WriteHeader(http.StatusUnauthorized)
		}
	})
	client := New(t.Context(), instance(server.URL, `{"auth":"appKey","accessKey":"key"}`, map[string]string{"appSecret": "the-app-secret"}), time.Now)
	got := askMany(t, client, 100, statsOf)
	if got["200"] != 100 || asked.Load() > 100+atOnce {
		t.Errorf("%d requests left, and were answered %v", asked.Load(), got)
	}
}

// A Retry-After holds for those in the queue too: they wait for its time, and are answered then.
func TestARetryAfterHoldsForThoseInTheQueue(t *testing.T) {
	var first atomic.Int64
	var early atomic.Int32
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		now := time.Now().UnixMilli()
		first.CompareAndSwap(0, now)
		if now-first.Load() < 1000 {
			early.Add(1)
			time.Sleep(20 * time.Millisecond)
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusTooManyRequests)
		}
	})
	got := askMany(t, hundredMSAt(server.URL), 200, statsOf)
	if got["200"] != 200 || early.Load() > atOnce {
		t.Errorf("%d requests left within the time, and were answered %v", early.Load(), got)
	}
}

// A right may have been given since: Save & test asks past what holds its route, and not past a token that was refused.
func TestWhoAsksAnewPassesWhatHoldsARoute(t *testing.T) {
	for status, want := range map[int]int32{http.StatusUnauthorized: 1, http.StatusForbidden: 2, http.StatusTooManyRequests: 2} {
		var asked atomic.Int32
		server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			asked.Add(1)
			w.Header().Set("Retry-After", "20")
			w.WriteHeader(status)
		})
		client := New(t.Context(), instance(server.URL, `{"timeout":1}`, map[string]string{"managementToken": secret}), time.Now)
		client.Fetch(t.Context(), peerStats)
		if answer := client.FetchAnew(t.Context(), peerStats); answer.Status != status || asked.Load() != want {
			t.Errorf("%d: answered %d after %d requests, want %d", status, answer.Status, asked.Load(), want)
		}
	}
}

// Tokens that live 2 s do not end in the queue.
func TestATokenIsTakenWhenThereIsAPlace(t *testing.T) {
	var logins, refused atomic.Int32
	var given sync.Map
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasSuffix(r.URL.Path, loginPath):
			token := fmt.Sprint("token-number-", logins.Add(1))
			given.Store(bearer+token, time.Now())
			_, _ = fmt.Fprintf(w, `{"data":{"accessToken":%q,"remainingTime":2000}}`, token)
		case strings.HasSuffix(r.URL.Path, logoutPath):
		default:
			at, _ := given.Load(r.Header.Get("Authorization"))
			if time.Since(at.(time.Time)) > 2*time.Second {
				refused.Add(1)
				w.WriteHeader(http.StatusUnauthorized)
				return
			}
			time.Sleep(300 * time.Millisecond)
		}
	})
	client := newClient(t.Context(), instance(server.URL, `{"service":"storm","username":"demo"}`, map[string]string{"password": "the-password"}), time.Now, newLogins())
	defer client.Close()
	got := askMany(t, client, 80, func(id string) protocol.Request {
		return protocol.Request{Route: "substream", Params: map[string]string{"app": "live", "streamKey": id, "substream": "native"}}
	})
	if got["200"] != 80 || refused.Load() > 0 {
		t.Errorf("%d requests were refused after %d logins, and answered %v", refused.Load(), logins.Load(), got)
	}
}
