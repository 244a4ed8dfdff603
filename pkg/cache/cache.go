// Package cache keeps answers for their TTLs in a bounded number of bytes. It compresses texts with a long TTL.
package cache

import (
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/maypok86/otter/v2"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// Cache keeps answers, each for its own TTL. It is safe for concurrent use.
type Cache struct {
	entries *otter.Cache[string, protocol.Answer]
}

// compressAfter is the TTL above which a text is compressed. Compression does not pay for a text that expires in a
// moment.
const compressAfter = time.Second

// overhead is about how many bytes an entry takes in addition to its texts.
const overhead = 400

// New returns a cache of at most maxBytes, counted after compression. Its clock is now. The caller closes it.
func New(maxBytes uint64, now func() time.Time) *Cache {
	return &Cache{entries: otter.Must(&otter.Options[string, protocol.Answer]{
		MaximumWeight: maxBytes,
		Weigher: func(key string, cached protocol.Answer) uint32 {
			size := len(key) + len(cached.Text) + len(cached.ContentType) + len(cached.RetryAfter) + overhead
			return uint32(size) // #nosec G115 -- an answer is 16 MB at most
		},
		ExpiryCalculator: otter.ExpiryWritingFunc(func(cached otter.Entry[string, protocol.Answer]) time.Duration { return cached.Value.TTL }),
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

// Get returns the answer of a key.
func (c *Cache) Get(key string) (cached protocol.Answer, isCached bool) {
	cached, isCached = c.entries.GetIfPresent(key)
	if isCached && cached.TTL > compressAfter {
		cached.Text, isCached = decompress(cached.Text)
	}
	return cached, isCached
}

// Set keeps an answer for its TTL; if the TTL is not positive, it does nothing. Later requests share the answer.
func (c *Cache) Set(key string, answer protocol.Answer) {
	if answer.TTL <= 0 {
		return
	}
	if answer.TTL > compressAfter {
		answer.Text = compress(answer.Text)
	}
	answer.Requests, answer.Bytes, answer.IsShared = 0, 0, true
	c.entries.Set(key, answer)
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

// The compressor makes its channels on first use, and those of a synctest bubble cannot be used outside.
func init() { compress("") }

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
