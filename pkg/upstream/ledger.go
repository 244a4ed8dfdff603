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

// take notes a login to the host, where one is allowed; else it says how long until the next is. A login that did not reach the host is
// given back.
func (l *ledger) take(host string, now time.Time) (giveBack func(), wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	recent := slices.DeleteFunc(l.at[host], func(at time.Time) bool { return now.Sub(at) >= aMinute })
	if len(recent) >= l.most {
		l.at[host] = recent
		return nil, recent[0].Add(aMinute).Sub(now)
	}
	l.at[host] = append(recent, now)
	return func() { l.giveBack(host, now) }, 0
}

func (l *ledger) giveBack(host string, taken time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if i := slices.Index(l.at[host], taken); i >= 0 {
		l.at[host] = slices.Delete(l.at[host], i, i+1)
	}
}
