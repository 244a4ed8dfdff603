package upstream

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

const (
	// mintedLife is how long a management token of ours lives. Source: 100ms "Security and tokens".
	mintedLife = 24 * time.Hour
	// backDated is how far in the past a token of ours begins, for clocks that are a little apart.
	backDated = 10 * time.Second
)

// managementClaims are the claims of a 100ms management token. Source: 100ms "Security and tokens".
type managementClaims struct {
	AccessKey string `json:"access_key"`
	Type      string `json:"type"`
	Version   int    `json:"version"`
	jwt.RegisteredClaims
}

// minter authenticates with management tokens that it signs itself, with a workspace's access key and app secret.
type minter struct {
	accessKey, secret string
	now               func() time.Time

	mu     sync.Mutex
	minted string
	lives  token
}

func (m *minter) headers(context.Context) (map[string]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.minted == "" || !m.now().Before(m.lives.renews) {
		if err := m.mint(); err != nil {
			return nil, refuse(protocol.Settings, "a management token cannot be signed: "+err.Error())
		}
	}
	return map[string]string{authorization: bearer + m.minted}, nil
}

func (m *minter) mint() error {
	begins := m.now().Add(-backDated)
	ends := begins.Add(mintedLife)
	claims := managementClaims{AccessKey: m.accessKey, Type: "management", Version: 2, RegisteredClaims: jwt.RegisteredClaims{
		ID:        uuid.NewString(),
		IssuedAt:  jwt.NewNumericDate(begins),
		NotBefore: jwt.NewNumericDate(begins),
		ExpiresAt: jwt.NewNumericDate(ends),
	}}
	signed, err := jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte(m.secret))
	if err != nil {
		return err
	}
	m.minted, m.lives = signed, token{ends: ends, renews: renewal(mintedLife, ends)}
	return nil
}

func (m *minter) accepted(map[string]string, string) {}

// refused drops a token, unless another request has done so. 100ms' own SDK mints anew on 403 too.
func (m *minter) refused(sent map[string]string, of refused) verdict {
	m.mu.Lock()
	defer m.mu.Unlock()
	if sent[authorization] == bearer+m.minted {
		m.minted = ""
	}
	return verdict{isOfRoute: of.status == http.StatusForbidden, mayRepeat: !of.isRepeated}
}

func (m *minter) token() token {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.lives
}

func (m *minter) secrets() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return []string{m.secret, m.minted}
}

func (m *minter) close(context.Context) {}

// expiryOf reads the `exp` of a bearer token that is a JWT, the zero time of anything else. Its signature is the upstream's to check.
func expiryOf(header string) time.Time {
	var claims jwt.RegisteredClaims
	_, _, err := jwt.NewParser().ParseUnverified(strings.TrimPrefix(header, bearer), &claims)
	if err != nil || claims.ExpiresAt == nil {
		return time.Time{}
	}
	return claims.ExpiresAt.Time
}
