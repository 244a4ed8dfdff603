package upstream

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/go-cmp/cmp"
)

// clock is a time that a test sets.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(time time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(time)
}

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// sentBy gives the token that an authenticator sends.
func sentBy(t *testing.T, auth authenticator) string {
	t.Helper()
	headers, err := auth.headers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimPrefix(headers["Authorization"], "Bearer ")
}

func TestAMintedTokenHoldsTheDocumentedClaims(t *testing.T) {
	now := &clock{at: noon}
	claims := jwt.MapClaims{}
	parsed, err := jwt.ParseWithClaims(sentBy(t, &minter{accessKey: "key", secret: "secret", now: now.now}), claims,
		func(*jwt.Token) (any, error) { return []byte("secret"), nil }, jwt.WithTimeFunc(now.now))
	if err != nil || parsed.Method.Alg() != "HS256" {
		t.Fatalf("%v, %v", parsed.Method, err)
	}
	if id, _ := claims["jti"].(string); len(id) != 36 || id[14] != '4' {
		t.Errorf("jti is %q", id)
	}
	delete(claims, "jti")
	begins := float64(noon.Add(-10 * time.Second).Unix())
	want := jwt.MapClaims{"access_key": "key", "type": "management", "version": 2.0, "iat": begins, "nbf": begins, "exp": begins + 86400}
	if diff := cmp.Diff(want, claims); diff != "" {
		t.Error(diff)
	}
}

func TestATokenIsMintedAnewAMinuteBeforeItsEnd(t *testing.T) {
	now := &clock{at: noon}
	auth := &minter{accessKey: "key", secret: "secret", now: now.now}
	first := sentBy(t, auth)
	now.pass(24*time.Hour - 10*time.Second - time.Minute - time.Second)
	if sentBy(t, auth) != first {
		t.Error("it was minted anew 61 s before its end")
	}
	now.pass(time.Second)
	if sentBy(t, auth) == first {
		t.Error("it was not minted anew 60 s before its end")
	}
}

func TestARefusedTokenIsMintedAnewOnce(t *testing.T) {
	auth := &minter{accessKey: "key", secret: "secret", now: (&clock{at: noon}).now}
	sent, err := auth.headers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	auth.refused(sent, refused{status: http.StatusUnauthorized})
	second := sentBy(t, auth)
	if "Bearer "+second == sent["Authorization"] {
		t.Fatal("the refused token was sent again")
	}
	// Another request with the first token is answered later.
	auth.refused(sent, refused{status: http.StatusUnauthorized})
	if sentBy(t, auth) != second {
		t.Error("the new token was dropped for the sake of the old one")
	}
}

func TestRenewalIsATenthEarlyAndAtMostAMinute(t *testing.T) {
	for life, early := range map[time.Duration]time.Duration{
		24 * time.Hour: time.Minute, 900 * time.Second: time.Minute, 100 * time.Second: 10 * time.Second, 2 * time.Second: 200 * time.Millisecond,
	} {
		if got := noon.Sub(renewal(life, noon)); got != early {
			t.Errorf("%v of life are renewed %v early, want %v", life, got, early)
		}
	}
}

func TestTheExpiryOfAStaticTokenIsRead(t *testing.T) {
	ends := jwt.NewNumericDate(noon)
	signed, err := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.RegisteredClaims{ExpiresAt: ends}).SignedString([]byte("whatever"))
	if err != nil {
		t.Fatal(err)
	}
	endless, err := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.RegisteredClaims{}).SignedString([]byte("whatever"))
	if err != nil {
		t.Fatal(err)
	}
	for sent, want := range map[string]time.Time{signed: noon, endless: {}, "not-a-jwt": {}, "": {}} {
		if got := (constant{"Authorization": "Bearer " + sent}).token().ends; !got.Equal(want) {
			t.Errorf("%q ends %v, want %v", sent, got, want)
		}
	}
}
