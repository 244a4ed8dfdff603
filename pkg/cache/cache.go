// Package cache keeps answers for a while, in a bounded number of bytes.
package cache

import (
	"time"

	"github.com/maypok86/otter/v2"
)

// Cache holds values of one type, each for its own time. It is safe for concurrent use.
type Cache[V any] struct {
	kept *otter.Cache[string, entry[V]]
}

type entry[V any] struct {
	value V
	life  time.Duration
}

// New makes a cache whose keys and values have up to a number of bytes in all, by the clock given. The caller closes it.
func New[V any](bytes uint64, weigh func(value V) int, now func() time.Time) *Cache[V] {
	return &Cache[V]{kept: otter.Must(&otter.Options[string, entry[V]]{
		MaximumWeight: bytes,
		Weigher: func(key string, kept entry[V]) uint32 {
			return uint32(len(key) + weigh(kept.value)) //nolint:gosec // An answer has 16 MB at most.
		},
		ExpiryCalculator: otter.ExpiryWritingFunc(func(kept otter.Entry[string, entry[V]]) time.Duration { return kept.Value.life }),
		Clock:            clock(now),
	})}
}

// Get gives what is kept under a key.
func (c *Cache[V]) Get(key string) (V, bool) {
	kept, isKept := c.kept.GetIfPresent(key)
	return kept.value, isKept
}

// Keep keeps a value for a time; not at all where that is not positive.
func (c *Cache[V]) Keep(key string, value V, life time.Duration) {
	if life > 0 {
		c.kept.Set(key, entry[V]{value: value, life: life})
	}
}

// Bytes is how much is kept.
func (c *Cache[V]) Bytes() uint64 { return c.kept.WeightedSize() }

// Close lets go of all that is kept.
func (c *Cache[V]) Close() {
	c.kept.StopAllGoroutines()
	c.kept.InvalidateAll()
}

// clock is a function that tells the time as the cache library asks for it.
type clock func() time.Time

func (c clock) NowNano() int64 { return c().UnixNano() }

func (c clock) Tick(every time.Duration) <-chan time.Time { return time.Tick(every) }
