package auth

import (
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/settings"
)

// Storm's pages have no 403: its 401 is about the route if another route has just accepted the token.
func TestA401OfAStaticTokenIsAboutItsRouteIfAnotherAcceptsTheToken(t *testing.T) {
	for name, row := range map[string]struct {
		service  protocol.Service
		status   int
		accepted string
		ago      time.Duration
		want     bool
	}{
		"another route, just now":         {protocol.Storm, 401, "substream", 29 * time.Second, true},
		"another route, a while ago":      {protocol.Storm, 401, "substream", 30 * time.Second, false},
		"only the same route":             {protocol.Storm, 401, "streams", 0, false},
		"none":                            {protocol.Storm, 401, "", 0, false},
		"a 403":                           {protocol.Storm, 403, "", 0, true},
		"100ms, which has a 403 for that": {protocol.HundredMS, 401, "session", 0, false},
	} {
		now := &clock{at: noon}
		source := newStaticSource(settings.Settings{Service: row.service}, now.now)
		if row.accepted != "" {
			source.OnSuccess(Token{}, row.accepted)
		}
		now.pass(row.ago)
		if got := source.OnRejection(Token{}, Rejection{Route: "streams", Status: row.status}); got != (Verdict{IsRouteOnly: row.want}) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestStaticTokenHasTheExpiryOfItsJWT(t *testing.T) {
	ends := jwt.NewNumericDate(noon)
	signed, err := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.RegisteredClaims{ExpiresAt: ends}).SignedString([]byte("whatever"))
	if err != nil {
		t.Fatal(err)
	}
	endless, err := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.RegisteredClaims{}).SignedString([]byte("whatever"))
	if err != nil {
		t.Fatal(err)
	}
	for token, want := range map[string]time.Time{signed: noon, endless: {}, "not-a-jwt": {}, "": {}} {
		if got := expiryOf("Bearer " + token); !got.Equal(want) {
			t.Errorf("%q expires %v, want %v", token, got, want)
		}
	}
}
