// Package cache keeps texts for a while, the lasting ones compressed, in a bounded number of bytes.
package cache

import (
	"time"

	"github.com/maypok86/otter/v2"
)

// Cache holds texts, each for its own time. It is safe for concurrent use.
type Cache struct {
	kept *otter.Cache[string, entry]
}

type entry struct {
	text     string
	isPacked bool
	ttl      time.Duration
}

// compressAfter is the TTL up to which a text is kept as it is: what expires in a moment is not worth the compression.
const compressAfter = time.Second

// overhead is about what an entry takes beside its key and text, in bytes.
const overhead = 200

// New makes a cache that has up to a number of bytes in all, as they are kept, by the clock given. The caller closes it.
func New(bytes uint64, now func() time.Time) *Cache {
	return &Cache{kept: otter.Must(&otter.Options[string, entry]{
		MaximumWeight: bytes,
		Weigher: func(key string, kept entry) uint32 {
			return uint32(len(key) + len(kept.text) + overhead) // It fits: an answer is 16 MB at most.
		},
		ExpiryCalculator: otter.ExpiryWritingFunc(func(kept otter.Entry[string, entry]) time.Duration { return kept.Value.ttl }),
		Clock:            clock(now),
	})}
}

// Bytes is how much is kept.
func (c *Cache) Bytes() uint64 { return c.kept.WeightedSize() }

// Close lets go of all that is kept.
func (c *Cache) Close() {
	c.kept.StopAllGoroutines()
	c.kept.InvalidateAll()
}

// Section is a part of a cache with keys of its own. It shares the bound with all others.
type Section struct {
	cache *Cache
	name  string
}

// Section gives the part with a name.
func (c *Cache) Section(name string) Section { return Section{cache: c, name: name + " "} }

// Get gives what is kept under a key.
func (s Section) Get(key string) (string, bool) {
	kept, isKept := s.cache.kept.GetIfPresent(s.name + key)
	if !isKept {
		return "", false
	}
	if !kept.isPacked {
		return kept.text, true
	}
	return unpack(kept.text)
}

// Set keeps a text for a time, and not at all if that is not positive.
func (s Section) Set(key, text string, ttl time.Duration) {
	if ttl <= 0 {
		return
	}
	kept := entry{text: text, isPacked: ttl > compressAfter, ttl: ttl}
	if kept.isPacked {
		kept.text = pack(text)
	}
	s.cache.kept.Set(s.name+key, kept)
}

// clock is a function that tells the time as the cache library asks for it.
type clock func() time.Time

func (c clock) NowNano() int64 { return c().UnixNano() }

func (c clock) Tick(every time.Duration) <-chan time.Time { return time.Tick(every) }
