package auth

import (
	"crypto/sha256"
	"encoding/json"
	"net"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/settings"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/ratelimit"
)

// loginsPerMinute is how many logins Storm accepts from one address. Source: Storm "Login".
const loginsPerMinute = 5

// Registry has the Storm logins of a process. Instances with the same login share one session: saving a setting makes a
// new instance before the old one ends, and must not cost a login. Storm limits logins per client address, which all
// instances of the process share too.
type Registry struct {
	limit    ratelimit.Window
	mu       sync.Mutex
	sessions map[[sha256.Size]byte]*loginSession
}

// NewRegistry returns an empty registry.
func NewRegistry() *Registry {
	return &Registry{
		limit:    ratelimit.Window{Limit: loginsPerMinute, Length: time.Minute},
		sessions: map[[sha256.Size]byte]*loginSession{},
	}
}

// join returns the session of all instances with the same identity.
func (r *Registry) join(identity [sha256.Size]byte) *loginSession {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.sessions[identity] == nil {
		r.sessions[identity] = &loginSession{identity: identity}
	}
	r.sessions[identity].instances++
	return r.sessions[identity]
}

// leave removes an instance from its session, and reports whether it was the last.
func (r *Registry) leave(left *loginSession) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	left.instances--
	if left.instances != 0 {
		return false
	}
	delete(r.sessions, left.identity)
	return true
}

// identityOf returns the identity of a login: a hash of its URL, credentials and TLS settings.
func identityOf(to settings.Settings) [sha256.Size]byte {
	// Texts and maps of texts always become JSON.
	text, _ := json.Marshal([]any{to.Base, to.Prefix, to.Credentials, to.Network})
	return sha256.Sum256(text)
}

// hostOf returns the host of a URL in one spelling. All ports of a host share it, because Storm limits logins per
// client address. On the local machine each port is a separate server, such as the end of a tunnel.
func hostOf(base string) string {
	parsed, err := url.Parse(base)
	if err != nil {
		return base
	}
	host := strings.TrimSuffix(strings.ToLower(parsed.Hostname()), ".")
	if address := net.ParseIP(host); host == "localhost" || address != nil && address.IsLoopback() {
		return net.JoinHostPort(host, parsed.Port())
	}
	return host
}
