package upstream

import (
	"slices"
	"sync"
	"time"
)

const (
	// loginsAMinute is how many logins Storm takes from one address. Source: Storm "Login".
	loginsAMinute = 5
	aMinute       = time.Minute
)

// ledger counts logins by host. Storm's limit is by the address they come from, which all instances of this process share.
type ledger struct {
	// most is how many there may be in a minute.
	most int

	mu sync.Mutex
	at map[string][]time.Time
}

// booking is a login that was allowed.
type booking struct {
	ledger *ledger
	host   string
	at     time.Time
}

// take notes a login to the host, where one is allowed; else it says how long until the next is.
func (l *ledger) take(host string, now time.Time) (taken *booking, wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	recent := slices.DeleteFunc(l.at[host], func(at time.Time) bool { return now.Sub(at) >= aMinute })
	l.at[host] = recent
	if len(recent) >= l.most {
		return nil, slices.MinFunc(recent, time.Time.Compare).Add(aMinute).Sub(now)
	}
	l.at[host] = append(recent, now)
	return &booking{ledger: l, host: host, at: now}, 0
}

// giveBack is for a login that did not reach the host.
func (b *booking) giveBack() {
	b.ledger.mu.Lock()
	defer b.ledger.mu.Unlock()
	b.strike()
}

// settle counts a login from its answer on. The host has counted it between the beginning and that: only so is the next never too early.
func (b *booking) settle(now time.Time) {
	b.ledger.mu.Lock()
	defer b.ledger.mu.Unlock()
	b.strike()
	b.ledger.at[b.host] = append(b.ledger.at[b.host], now)
}

// strike takes the login from the ledger, on its lock. One that took more than a minute may be gone already.
func (b *booking) strike() {
	all := b.ledger.at[b.host]
	if i := slices.Index(all, b.at); i >= 0 {
		b.ledger.at[b.host] = slices.Delete(all, i, i+1)
	}
}
