package auth

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/settings"
)

const (
	// jwtLife is the lifetime of a management token that we sign. Source: 100ms "Security and tokens".
	jwtLife = 24 * time.Hour
	// backDated is how far in the past such a token begins, because clocks differ a little.
	backDated = 10 * time.Second
)

// managementClaims are the claims of a 100ms management token. Source: 100ms "Security and tokens".
type managementClaims struct {
	AccessKey string `json:"access_key"`
	Type      string `json:"type"`
	Version   int    `json:"version"`
	jwt.RegisteredClaims
}

// jwtSource signs management tokens with a workspace's access key and app secret, and uses each until it is renewed.
type jwtSource struct {
	accessKey, secret string
	now               func() time.Time

	mu      sync.Mutex
	current Token
}

func (s *jwtSource) Token(context.Context) (Token, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current.Headers == nil || !s.now().Before(s.current.Renews) {
		signed, err := s.sign()
		if err != nil {
			return Token{}, refuse(protocol.Settings, "a management token cannot be signed: "+err.Error())
		}
		s.current = signed
	}
	return s.current, nil
}

func (s *jwtSource) sign() (Token, error) {
	begins := s.now().Add(-backDated)
	expires := begins.Add(jwtLife)
	claims := managementClaims{AccessKey: s.accessKey, Type: "management", Version: 2, RegisteredClaims: jwt.RegisteredClaims{
		ID:        uuid.NewString(),
		IssuedAt:  jwt.NewNumericDate(begins),
		NotBefore: jwt.NewNumericDate(begins),
		ExpiresAt: jwt.NewNumericDate(expires),
	}}
	signed, err := jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte(s.secret))
	return Token{Headers: map[string]string{settings.Authorization: settings.Bearer + signed}, Expires: expires, Renews: renewal(jwtLife, expires)}, err
}

func (s *jwtSource) OnSuccess(Token, string) {}

// OnRejection drops a token, unless another request has done so. The SDK of 100ms signs a new one on a 403 too.
func (s *jwtSource) OnRejection(token Token, rejection Rejection) Verdict {
	s.mu.Lock()
	defer s.mu.Unlock()
	if token.isSame(s.current) {
		s.current.Headers = nil
	}
	return Verdict{IsRouteOnly: rejection.isForbidden(), MayRepeat: !rejection.IsRepeated}
}

func (s *jwtSource) Peek() Token {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current
}

func (s *jwtSource) Close(context.Context) {}

func trimBearer(header string) string { return strings.TrimPrefix(header, settings.Bearer) }
