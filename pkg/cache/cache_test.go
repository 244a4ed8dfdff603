package cache

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

func TestCacheKeepsAnAnswerForItsTTL(t *testing.T) {
	// The cache also reads the clock in its own goroutines.
	var seconds atomic.Int64
	cache := New(1<<20, func() time.Time { return time.Unix(seconds.Load(), 0) })
	defer cache.Close()
	cache.Set("short", protocol.Answer{Text: "a", TTL: time.Second})
	cache.Set("long", protocol.Answer{Text: "b", TTL: time.Hour})
	cache.Set("not at all", protocol.Answer{Text: "c", TTL: 0})
	seconds.Add(1)
	for key, want := range map[string]string{"short": "", "long": "b", "not at all": "", "never": ""} {
		if cached, isCached := cache.Get(key); cached.Text != want || isCached != (want != "") {
			t.Errorf("%s: got %q, %v", key, cached.Text, isCached)
		}
	}
	cache.Set("long", protocol.Answer{Text: "d", TTL: time.Second})
	if cached, _ := cache.Get("long"); cached.Text != "d" {
		t.Errorf("got %q after a newer one", cached.Text)
	}
	seconds.Add(1)
	if cached, isCached := cache.Get("long"); isCached {
		t.Errorf("got %q after the newer one's time", cached.Text)
	}
}

// noise returns a text that compression hardly shortens.
func noise(bytes int) string {
	random := rand.New(rand.NewPCG(1, 2))
	text := make([]byte, bytes)
	for i := range text {
		text[i] = byte(random.Uint32())
	}
	return string(text)
}

func TestCacheKeepsItsSizeLimit(t *testing.T) {
	const maxBytes = 1 << 20
	cache := New(maxBytes, time.Now)
	defer cache.Close()
	text := noise(10_000)
	for i := range 1_000 {
		cache.Set(fmt.Sprint(i), protocol.Answer{Text: text, TTL: time.Hour})
	}
	cache.entries.CleanUp()
	if bytes := cache.Bytes(); bytes > maxBytes || bytes < maxBytes/2 {
		t.Errorf("%d bytes are kept of %d", bytes, maxBytes)
	}
	cache.Set("larger than all", protocol.Answer{Text: noise(maxBytes + 1), TTL: time.Hour})
	cache.entries.CleanUp()
	if _, isCached := cache.Get("larger than all"); isCached {
		t.Error("a text larger than the cache is kept")
	}
}

func TestCacheReturnsTextsUnchanged(t *testing.T) {
	cache := New(32<<20, time.Now)
	defer cache.Close()
	for name, text := range map[string]string{
		"empty": "", "zeros": strings.Repeat("0", 4<<20), "noise": noise(2 << 20), "not UTF-8": "\xff\xfe", "line": "{}\n",
	} {
		cache.Set(name, protocol.Answer{Text: text, TTL: time.Hour})
		if got, isCached := cache.Get(name); !isCached || got.Text != text {
			t.Errorf("%s: %d bytes came back as %d, %v", name, len(text), len(got.Text), isCached)
		}
	}
	if bytes := cache.Bytes(); bytes > 3<<20 {
		t.Errorf("%d bytes are kept", bytes)
	}
}

// noon is a clock that does not move.
func noon() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }

// A text with a TTL of a second is not compressed, and counts with its full length.
func TestCacheDoesNotCompressTextsWithAShortTTL(t *testing.T) {
	zeros := strings.Repeat("0", 1<<20)
	for ttl, isFullLength := range map[time.Duration]bool{time.Second: true, 2 * time.Second: false} {
		cache := New(32<<20, noon)
		cache.Set("zeros", protocol.Answer{Text: zeros, TTL: ttl})
		if got, isCached := cache.Get("zeros"); !isCached || got.Text != zeros {
			t.Errorf("for %v: %d bytes came back, %v", ttl, len(got.Text), isCached)
		}
		cache.entries.CleanUp()
		if bytes := cache.Bytes(); (bytes >= uint64(len(zeros))) != isFullLength {
			t.Errorf("for %v: %d bytes are kept", ttl, bytes)
		}
		cache.Close()
	}
}

func TestCloseLeavesNoGoroutines(t *testing.T) {
	// synctest fails the test if a goroutine is left.
	synctest.Test(t, func(t *testing.T) {
		cache := New(1<<20, time.Now)
		cache.Set("a", protocol.Answer{Text: "b", TTL: time.Millisecond})
		cache.Close()
		if _, isCached := cache.Get("a"); isCached {
			t.Error("something is left")
		}
	})
}
