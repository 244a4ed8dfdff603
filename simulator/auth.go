package simulator

import (
	"net/http"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// The credentials that the simulator takes. They open nothing else.
const (
	ManagementToken = "demo-management-token"
	AccessKey       = "demo-app-access-key"
	AppSecret       = "demo-app-secret"
	StormToken      = "demo-storm-token"
	StormAPIKey     = "demo-api-key" // #nosec G101 -- it opens nothing
	Username        = "demo"
	Password        = "demo-password"
)

// bearer returns the token of a request, empty if it has none.
func bearer(header http.Header) string {
	return strings.TrimPrefix(header.Get("Authorization"), "Bearer ")
}

// isAuthorized reports whether a request has at least one credential of the service, and no wrong one.
func (s *simulator) isAuthorized(service protocol.Service, header http.Header) bool {
	authorization, token, key := header.Get("Authorization"), bearer(header), header.Get("X-Api-Key")
	isBearer := strings.HasPrefix(authorization, "Bearer ")
	if service == protocol.HundredMS {
		return isBearer && (token == ManagementToken || isSigned(token, s.now()))
	}
	isToken := isBearer && (token == StormToken || s.logins.isValid(token))
	return (isToken || authorization == "") && (key == StormAPIKey || key == "") && authorization+key != ""
}

// isSigned reports whether a management token was signed with the app secret and has the documented claims, now.
// Source: 100ms "Security and tokens".
func isSigned(token string, now time.Time) bool {
	claims := jwt.MapClaims{}
	_, err := jwt.ParseWithClaims(token, claims, func(*jwt.Token) (any, error) { return []byte(AppSecret), nil },
		jwt.WithValidMethods([]string{"HS256"}), jwt.WithTimeFunc(func() time.Time { return now }),
		jwt.WithExpirationRequired(), jwt.WithIssuedAt(), jwt.WithNotBeforeRequired())
	return err == nil && claims["access_key"] == AccessKey && claims["type"] == "management" && claims["version"] == 2.0 && claims["jti"] != nil
}
