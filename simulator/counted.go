package simulator

import (
	"maps"
	"net/http"
	"sync"
)

const countPath = "/simulator/requests"

// mostPaths bounds what a client that invents paths can make the count hold. Requests to further paths count in the total only.
const mostPaths = 1_000

// counted counts the requests that it passes on, and tells how many there were.
type counted struct {
	next http.Handler

	mu     sync.Mutex
	total  int
	byPath map[string]int
}

func (c *counted) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != countPath {
		c.count(r.URL.EscapedPath())
		c.next.ServeHTTP(w, r)
		return
	}
	switch r.Method {
	case http.MethodGet:
		c.read().write(w)
	case http.MethodDelete:
		c.reset()
		w.WriteHeader(http.StatusNoContent)
	default:
		w.Header().Set("Allow", "GET, DELETE")
		refusal(http.StatusMethodNotAllowed, "Method not allowed").write(w)
	}
}

// count notes a request by its path. The query string, which can hold names of people, is not kept.
func (c *counted) count(path string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.total++
	if _, isKnown := c.byPath[path]; isKnown || len(c.byPath) < mostPaths {
		c.byPath[path]++
	}
}

func (c *counted) read() answer {
	c.mu.Lock()
	defer c.mu.Unlock()
	return jsonAnswer(http.StatusOK, map[string]any{"total": c.total, "byPath": maps.Clone(c.byPath)})
}

func (c *counted) reset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.total = 0
	clear(c.byPath)
}
