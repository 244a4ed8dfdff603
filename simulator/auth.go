package simulator

import (
	"net/http"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// The credentials that the simulator takes. They open nothing else.
const (
	ManagementToken = "demo-management-token"
	// StatsOnlyToken may read analytics and nothing else of 100ms: rooms and sessions are refused with 403.
	StatsOnlyToken = "demo-stats-only-token"
	AccessKey      = "demo-app-access-key"
	AppSecret      = "demo-app-secret"
	StormToken     = "demo-storm-token"
	StormAPIKey    = "demo-api-key"
	Username       = "demo"
	Password       = "demo-password"
)

const (
	authorization = "Authorization"
	bearer        = "Bearer "
)

// credential is a header by which a service is authorized.
type credential struct {
	header string
	isHeld func(s *simulator, value string) bool
}

// accepted is what each service takes.
var accepted = map[service][]credential{
	hundredMS: {{authorization, func(s *simulator, value string) bool {
		return value == bearer+ManagementToken || value == bearer+StatsOnlyToken || isMinted(strings.TrimPrefix(value, bearer), s.now())
	}}},
	storm: {
		{authorization, func(s *simulator, value string) bool {
			return value == bearer+StormToken || s.logins.holds(strings.TrimPrefix(value, bearer))
		}},
		{"X-Api-Key", func(_ *simulator, value string) bool { return value == StormAPIKey }},
	},
}

// isAuthorized tells whether a request has at least one credential of the service's, and no wrong one.
func (s *simulator) isAuthorized(asked service, sent http.Header) bool {
	right := 0
	for _, credential := range accepted[asked] {
		switch value := sent.Get(credential.header); {
		case value == "":
		case credential.isHeld(s, value):
			right++
		default:
			return false
		}
	}
	return right > 0
}

// isPermitted tells whether a request that is authorized has the right to what it asks for.
func isPermitted(asked request, sent http.Header) bool {
	return sent.Get(authorization) != bearer+StatsOnlyToken || strings.HasPrefix(asked.path, "/v2/analytics/")
}

// isMinted tells whether a management token was signed with the app secret and holds the documented claims, now.
// Source: 100ms "Security and tokens".
func isMinted(token string, now time.Time) bool {
	claims := jwt.MapClaims{}
	_, err := jwt.ParseWithClaims(token, claims, func(*jwt.Token) (any, error) { return []byte(AppSecret), nil },
		jwt.WithValidMethods([]string{"HS256"}), jwt.WithTimeFunc(func() time.Time { return now }),
		jwt.WithExpirationRequired(), jwt.WithIssuedAt(), jwt.WithNotBeforeRequired())
	return err == nil && claims["access_key"] == AccessKey && claims["type"] == "management" && claims["version"] == 2.0 && claims["jti"] != nil
}
