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

// What is refused while a hundred wait for a place is sent by those alone that had one, and a new token by one of them.
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
				inTime(t, func(t *testing.T) {
					var asked atomic.Int32
					client := inProcess(t, New(t.Context(), instance(upstreamURL, row.jsonData, row.secrets), time.Now), func(w http.ResponseWriter, _ *http.Request) {
						asked.Add(1)
						time.Sleep(20 * time.Millisecond)
						w.WriteHeader(status)
					})
					got := askMany(t, client, 100, statsOf)
					if got[fmt.Sprint(status)] != 100 || asked.Load() != row.most {
						t.Errorf("%d requests left, and were answered %v", asked.Load(), got)
					}
				})
			})
		}
	}
}

// Those that were in flight when a token was forgotten are all answered with the next.
func TestAForgottenTokenIsReplacedForAllInFlight(t *testing.T) {
	inTime(t, func(t *testing.T) {
		var first atomic.Value
		var asked atomic.Int32
		settings := instance(upstreamURL, `{"auth":"appKey","accessKey":"key"}`, map[string]string{"appSecret": "the-app-secret"})
		client := inProcess(t, New(t.Context(), settings, time.Now), func(w http.ResponseWriter, r *http.Request) {
			asked.Add(1)
			token := r.Header.Get("Authorization")
			first.CompareAndSwap(nil, token)
			time.Sleep(10 * time.Millisecond)
			if token == first.Load() {
				w.WriteHeader(http.StatusUnauthorized)
			}
		})
		got := askMany(t, client, 100, statsOf)
		if got["200"] != 100 || asked.Load() > 100+atOnce {
			t.Errorf("%d requests left, and were answered %v", asked.Load(), got)
		}
	})
}

// A Retry-After holds for those in the queue too: they wait for its time, and are answered then.
func TestARetryAfterHoldsForThoseInTheQueue(t *testing.T) {
	inTime(t, func(t *testing.T) {
		var early atomic.Int32
		began := time.Now()
		client := inProcess(t, hundredMSAt(upstreamURL), func(w http.ResponseWriter, _ *http.Request) {
			isEarly := time.Since(began) < time.Second
			time.Sleep(20 * time.Millisecond)
			if isEarly {
				early.Add(1)
				w.Header().Set("Retry-After", "1")
				w.WriteHeader(http.StatusTooManyRequests)
			}
		})
		got := askMany(t, client, 100, statsOf)
		if got["200"] != 100 || early.Load() != atOnce {
			t.Errorf("%d requests left within the time, and were answered %v", early.Load(), got)
		}
	})
}

// A right may have been given since: Save & test asks past what holds its route, and not past a token that was refused.
func TestWhoAsksAnewPassesWhatHoldsARoute(t *testing.T) {
	for status, want := range map[int]int32{http.StatusUnauthorized: 1, http.StatusForbidden: 2, http.StatusTooManyRequests: 2} {
		inTime(t, func(t *testing.T) {
			var asked atomic.Int32
			settings := instance(upstreamURL, `{"timeout":1}`, map[string]string{"managementToken": secret})
			client := inProcess(t, New(t.Context(), settings, time.Now), func(w http.ResponseWriter, _ *http.Request) {
				asked.Add(1)
				w.Header().Set("Retry-After", "20")
				w.WriteHeader(status)
			})
			client.Fetch(t.Context(), peerStats)
			if answer := client.FetchAnew(t.Context(), peerStats); answer.Status != status || asked.Load() != want {
				t.Errorf("%d: answered %d after %d requests, want %d", status, answer.Status, asked.Load(), want)
			}
		})
	}
}

// Tokens that live 2 s do not end in the queue.
func TestATokenIsTakenWhenThereIsAPlace(t *testing.T) {
	inTime(t, func(t *testing.T) {
		var logins, refused atomic.Int32
		var given sync.Map
		settings := instance(upstreamURL, `{"service":"storm","username":"demo"}`, map[string]string{"password": "the-password"})
		client := inProcess(t, newClient(t.Context(), settings, time.Now, newLogins()), func(w http.ResponseWriter, r *http.Request) {
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
		got := askMany(t, client, 80, func(id string) protocol.Request {
			return protocol.Request{Route: "substream", Params: map[string]string{"app": "live", "streamKey": id, "substream": "native"}}
		})
		if got["200"] != 80 || refused.Load() > 0 {
			t.Errorf("%d requests were refused after %d logins, and answered %v", refused.Load(), logins.Load(), got)
		}
	})
}
