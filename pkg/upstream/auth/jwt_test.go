package auth

import (
	"net/http"
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

// sentBy returns the token that a source sends.
func sentBy(t *testing.T, source Source) string {
	t.Helper()
	token, err := source.Token(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return trimBearer(token.Headers["Authorization"])
}

func TestASignedTokenHasTheDocumentedClaims(t *testing.T) {
	now := &clock{at: noon}
	claims := jwt.MapClaims{}
	parsed, err := jwt.ParseWithClaims(sentBy(t, &jwtSource{accessKey: "key", secret: "secret", now: now.now}), claims,
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

func TestATokenIsReplacedAMinuteBeforeItExpires(t *testing.T) {
	now := &clock{at: noon}
	source := &jwtSource{accessKey: "key", secret: "secret", now: now.now}
	first := sentBy(t, source)
	now.pass(24*time.Hour - 10*time.Second - time.Minute - time.Second)
	if sentBy(t, source) != first {
		t.Error("it was replaced 61 s before it expired")
	}
	now.pass(time.Second)
	if sentBy(t, source) == first {
		t.Error("it was not replaced 60 s before it expired")
	}
}

func TestARejectedTokenIsReplacedOnce(t *testing.T) {
	source := &jwtSource{accessKey: "key", secret: "secret", now: (&clock{at: noon}).now}
	first, err := source.Token(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for status, want := range map[int]Verdict{401: {MayRepeat: true}, 403: {IsRouteOnly: true, MayRepeat: true}} {
		if got := source.OnRejection(first, Rejection{Status: status}); got != want {
			t.Errorf("%d: %+v", status, got)
		}
	}
	second := sentBy(t, source)
	if second == trimBearer(first.Headers["Authorization"]) {
		t.Fatal("the rejected token was sent again")
	}
	// Another request with the first token is answered later.
	source.OnRejection(first, Rejection{Status: http.StatusUnauthorized})
	if sentBy(t, source) != second {
		t.Error("the new token was dropped because of the old one")
	}
	if got := source.OnRejection(first, Rejection{Status: http.StatusUnauthorized, IsRepeated: true}); got.MayRepeat {
		t.Error("a repeated request may be repeated")
	}
}
