package upstream

import (
	"crypto/sha256"
	"encoding/json"
	"net"
	"net/url"
	"strings"
	"sync"
	"time"
)

// logins are the Storm logins of a process. Instances that log in alike share one: a saved setting makes a new instance before the old
// one ends, and must cost no login.
type logins struct {
	ledger ledger
	mu     sync.Mutex
	open   map[[sha256.Size]byte]*session
}

func newLogins() *logins {
	return &logins{ledger: ledger{most: loginsAMinute, at: map[string][]time.Time{}}, open: map[[sha256.Size]byte]*session{}}
}

// processLogins is shared by all instances.
var processLogins = newLogins()

// join gives the session of all who log in alike.
func (l *logins) join(identity [sha256.Size]byte) *session {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open[identity] == nil {
		l.open[identity] = &session{identity: identity, inVain: map[string]time.Time{}}
	}
	l.open[identity].members++
	return l.open[identity]
}

// leave is called by who joined, and tells whether nobody else is left.
func (l *logins) leave(left *session) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	left.members--
	if left.members != 0 {
		return false
	}
	delete(l.open, left.identity)
	return true
}

// identityOf tells two logins apart by all that makes them: where they go, over which TLS, and with what.
func identityOf(to connection) [sha256.Size]byte {
	// Only texts and maps of texts: they always become JSON.
	text, _ := json.Marshal([]any{to.base, to.prefix, to.credentials.username, to.credentials.secret, to.credentials.headers, to.network})
	return sha256.Sum256(text)
}

// hostOf names the machine behind a URL, however it is spelled. Its ports share it: Storm's limit is by the address that asks. Only on this
// machine each port is a server of its own, as at the end of a tunnel.
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
