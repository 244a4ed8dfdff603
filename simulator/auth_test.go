package simulator

import (
	"net/http"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

func TestAuth(t *testing.T) {
	simulated := atNoon()
	const (
		refused100ms = `{"code":401,"details":["not found"],"message":"Token validation error"}`
		refusedStorm = `{"message":"Could not authorize with given access token","timestamp":1795348800000}`
	)
	both := func(token, key string) http.Header {
		return http.Header{"Authorization": {"Bearer " + token}, "X-Api-Key": {key}}
	}
	signed := func(name string, value any) http.Header {
		begins := noon.Add(-10 * time.Second).Unix()
		claims := jwt.MapClaims{
			"access_key": AccessKey, "type": "management", "version": 2, "jti": "j", "iat": begins, "nbf": begins, "exp": noon.Add(time.Hour).Unix(),
		}
		claims[name] = value
		token, err := jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte(AppSecret))
		if err != nil {
			t.Fatal(err)
		}
		return bearerOf(token)
	}
	for name, row := range map[string]struct {
		path   string
		header http.Header
		body   string
	}{
		"100ms accepts its token":                    {guestPath, bearerOf(ManagementToken), ""},
		"100ms rejects no token":                     {guestPath, nil, refused100ms},
		"100ms rejects Storm's token":                {guestPath, bearerOf(StormToken), refused100ms},
		"100ms rejects a bare token":                 {guestPath, http.Header{"Authorization": {ManagementToken}}, refused100ms},
		"100ms accepts a signed token":               {guestPath, signed("type", "management"), ""},
		"100ms rejects that of another key":          {guestPath, signed("access_key", "x"), refused100ms},
		"100ms rejects an expired one":               {guestPath, signed("exp", noon.Unix()), refused100ms},
		"100ms rejects an early one":                 {guestPath, signed("nbf", noon.Add(time.Minute).Unix()), refused100ms},
		"Storm accepts its token":                    {nativePath, bearerOf(StormToken), ""},
		"Storm accepts its key":                      {nativePath, http.Header{"X-Api-Key": {StormAPIKey}}, ""},
		"Storm accepts both":                         {nativePath, both(StormToken, StormAPIKey), ""},
		"Storm rejects neither":                      {nativePath, nil, refusedStorm},
		"Storm rejects a wrong key beside its token": {nativePath, both(StormToken, "wrong"), refusedStorm},
		"Storm rejects a wrong token beside its key": {nativePath, both("wrong", StormAPIKey), refusedStorm},
		"a document is not served without its token": {"/documents/storm-substream" + nativePath, nil, refusedStorm},
	} {
		given := send(simulated, http.MethodGet, row.path, row.header, "")
		want := http.StatusOK
		if row.body != "" {
			want = http.StatusUnauthorized
		}
		if given.Code != want || row.body != "" && given.Body.String() != row.body {
			t.Errorf("%s: answered %d %.200s", name, given.Code, given.Body)
		}
	}
}
