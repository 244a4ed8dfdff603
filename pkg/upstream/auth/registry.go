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

// loginsPerMinute is how many logins Storm takes from one address. Source: Storm "Login".
const loginsPerMinute = 5

// Registry has the Storm logins of a process. Instances that log in alike share one session: a saved setting makes a
// new instance before the old one ends, and must cost no login. Storm's limit is by the address that logs in, which all
// instances of the process share too.
type Registry struct {
	limit    ratelimit.Window
	mu       sync.Mutex
	sessions map[[sha256.Size]byte]*session
}

// NewRegistry makes an empty registry.
func NewRegistry() *Registry {
	return &Registry{
		limit:    ratelimit.Window{Limit: loginsPerMinute, Length: time.Minute},
		sessions: map[[sha256.Size]byte]*session{},
	}
}

// join returns the session of all instances with the same identity.
func (r *Registry) join(identity [sha256.Size]byte) *session {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.sessions[identity] == nil {
		r.sessions[identity] = &session{identity: identity}
	}
	r.sessions[identity].instances++
	return r.sessions[identity]
}

// leave is called by an instance that joined, and tells whether it was the last.
func (r *Registry) leave(left *session) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	left.instances--
	if left.instances != 0 {
		return false
	}
	delete(r.sessions, left.identity)
	return true
}

// identityOf tells two logins apart by all that makes them: where they go, over which TLS, and with what.
func identityOf(to settings.Settings) [sha256.Size]byte {
	// Texts and maps of texts always become JSON.
	text, _ := json.Marshal([]any{to.Base, to.Prefix, to.Credentials, to.Network})
	return sha256.Sum256(text)
}

// hostOf names the machine behind a URL, however it is spelled. Its ports share it, as Storm's limit is by the address
// that logs in. On this machine each port is a server of its own, such as the end of a tunnel.
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
