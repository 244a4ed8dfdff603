package cache

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func length(text string) int { return len(text) }

func TestAValueIsKeptForItsTime(t *testing.T) {
	// The cache asks for the time while it tidies up, too.
	var seconds atomic.Int64
	cache := New(1<<20, length, func() time.Time { return time.Unix(seconds.Load(), 0) })
	defer cache.Close()
	cache.Keep("short", "a", time.Second)
	cache.Keep("long", "b", time.Hour)
	cache.Keep("not at all", "c", 0)
	seconds.Add(1)
	for key, want := range map[string]string{"short": "", "long": "b", "not at all": "", "never": ""} {
		if value, isKept := cache.Get(key); value != want || isKept != (want != "") {
			t.Errorf("%s: got %q, %v", key, value, isKept)
		}
	}
	cache.Keep("long", "d", time.Second)
	if value, _ := cache.Get("long"); value != "d" {
		t.Errorf("got %q after a newer one", value)
	}
	seconds.Add(1)
	if value, isKept := cache.Get("long"); isKept {
		t.Errorf("got %q after the newer one's time", value)
	}
}

func TestBytesAreBounded(t *testing.T) {
	const most = 1 << 20
	cache := New(most, length, time.Now)
	defer cache.Close()
	text := strings.Repeat("x", 10_000)
	for i := range 1_000 {
		cache.Keep(fmt.Sprint(i), text, time.Hour)
	}
	cache.kept.CleanUp()
	if bytes := cache.Bytes(); bytes > most || bytes < most/2 {
		t.Errorf("%d bytes are kept of %d", bytes, most)
	}
	cache.Keep("larger than all", strings.Repeat("x", most+1), time.Hour)
	cache.kept.CleanUp()
	if _, isKept := cache.Get("larger than all"); isKept {
		t.Error("a value larger than the cache is kept")
	}
}

func TestACacheLeavesNothingRunning(t *testing.T) {
	defer goleak.VerifyNone(t)
	cache := New(1<<20, length, time.Now)
	cache.Keep("a", "b", time.Millisecond)
	cache.Close()
	if _, isKept := cache.Get("a"); isKept {
		t.Error("something is left")
	}
}
