package corehost

import (
	"maps"
	"time"

	"github.com/dop251/goja"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// Context is everything that can differ between two runs of one query.
type Context struct {
	// Service is the service of the data source instance: `100ms`, `storm` or `demo`.
	Service string
	Now     time.Time
	// From and To are the requested range, both ends included.
	From, To time.Time
	// Settings are the saved settings of the data source.
	Settings map[string]any
	// MaxValues is the most values that a query shows; 0 for the core's own limit.
	MaxValues int
	// Decoded is the cache of decoded answers of the same instance; nil for none.
	Decoded DecodedCache

	// timeLeft is how long the query may fetch; 0 if that is unknown.
	timeLeft time.Duration
}

// value returns the context in the form that the core expects.
func (c Context) value(vm *goja.Runtime) (goja.Value, error) {
	settings := map[string]any{}
	maps.Copy(settings, c.Settings)
	object := map[string]any{
		"service":  c.Service,
		"now":      c.Now.UnixMilli(),
		"range":    map[string]int64{"from": c.From.UnixMilli(), "to": c.To.UnixMilli()},
		"settings": settings,
	}
	if c.MaxValues > 0 {
		object["maxValues"] = c.MaxValues
	}
	if c.timeLeft > 0 {
		object["timeLeft"] = c.timeLeft.Milliseconds()
	}
	return toJS(vm, object)
}

// DecodedCache keeps decoded answers as JSON, by the keys of their requests: a decoded peer is a fraction of its text,
// and need not be decoded again. Its methods are called from several goroutines at once.
type DecodedCache interface {
	Get(request protocol.Request) (result string, isCached bool)
	Set(key, result string, ttl time.Duration)
}
