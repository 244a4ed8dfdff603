// Package cache keeps texts for their TTLs in a bounded number of bytes. It compresses texts with a long TTL.
package cache

import (
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/maypok86/otter/v2"
)

// Cache keeps texts, each with its own TTL. It is safe for concurrent use.
type Cache struct {
	entries *otter.Cache[string, entry]
}

type entry struct {
	text         string
	isCompressed bool
	ttl          time.Duration
}

// compressAfter is the TTL above which a text is compressed. Compression does not pay for a text that expires in a
// moment.
const compressAfter = time.Second

// overhead is about how many bytes an entry takes in addition to its key and text.
const overhead = 200

// New returns a cache of at most maxBytes, counted after compression. Its clock is now. The caller closes it.
func New(maxBytes uint64, now func() time.Time) *Cache {
	return &Cache{entries: otter.Must(&otter.Options[string, entry]{
		MaximumWeight: maxBytes,
		Weigher: func(key string, cached entry) uint32 {
			return uint32(len(key) + len(cached.text) + overhead) // It fits: an answer is 16 MB at most.
		},
		ExpiryCalculator: otter.ExpiryWritingFunc(func(cached otter.Entry[string, entry]) time.Duration { return cached.Value.ttl }),
		Clock:            clock(now),
	})}
}

// Bytes returns the size of all entries.
func (c *Cache) Bytes() uint64 { return c.entries.WeightedSize() }

// Close stops the cache and deletes all entries.
func (c *Cache) Close() {
	c.entries.StopAllGoroutines()
	c.entries.InvalidateAll()
}

// Get returns the text of a key.
func (c *Cache) Get(key string) (string, bool) {
	cached, isCached := c.entries.GetIfPresent(key)
	if !isCached {
		return "", false
	}
	if !cached.isCompressed {
		return cached.text, true
	}
	return decompress(cached.text)
}

// Set keeps a text for a TTL; if the TTL is not positive, it does nothing.
func (c *Cache) Set(key, text string, ttl time.Duration) {
	if ttl <= 0 {
		return
	}
	added := entry{text: text, isCompressed: ttl > compressAfter, ttl: ttl}
	if added.isCompressed {
		added.text = compress(text)
	}
	c.entries.Set(key, added)
}

// clock adapts a function that returns the time to the interface of the cache library.
type clock func() time.Time

func (c clock) NowNano() int64 { return c().UnixNano() }

func (c clock) Tick(every time.Duration) <-chan time.Time { return time.Tick(every) }

// windowBytes is how far back the compressor searches a text for repetitions. It bounds the memory of a compression.
const windowBytes = 1 << 20

// Both are safe for concurrent use and run no goroutines between two texts. Making them fails only for wrong options.
var (
	compressor   = must(zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(windowBytes), zstd.WithLowerEncoderMem(true)))
	decompressor = must(zstd.NewReader(nil))
)

func compress(text string) string { return string(compressor.EncodeAll([]byte(text), nil)) }

// decompress returns the original text; false for invalid input.
func decompress(compressed string) (string, bool) {
	text, err := decompressor.DecodeAll([]byte(compressed), nil)
	return string(text), err == nil
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
