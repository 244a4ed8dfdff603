package cache

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestATextIsKeptForItsTime(t *testing.T) {
	// The cache asks for the time while it tidies up, too.
	var seconds atomic.Int64
	cache := New(1<<20, func() time.Time { return time.Unix(seconds.Load(), 0) })
	defer cache.Close()
	texts := cache.Section("texts")
	texts.Set("short", "a", time.Second)
	texts.Set("long", "b", time.Hour)
	texts.Set("not at all", "c", 0)
	seconds.Add(1)
	for key, want := range map[string]string{"short": "", "long": "b", "not at all": "", "never": ""} {
		if text, isKept := texts.Get(key); text != want || isKept != (want != "") {
			t.Errorf("%s: got %q, %v", key, text, isKept)
		}
	}
	texts.Set("long", "d", time.Second)
	if text, _ := texts.Get("long"); text != "d" {
		t.Errorf("got %q after a newer one", text)
	}
	seconds.Add(1)
	if text, isKept := texts.Get("long"); isKept {
		t.Errorf("got %q after the newer one's time", text)
	}
}

// noise is text that no compression shortens by much.
func noise(bytes int) string {
	random := rand.New(rand.NewPCG(1, 2))
	text := make([]byte, bytes)
	for i := range text {
		text[i] = byte(random.Uint32())
	}
	return string(text)
}

func TestBytesAreBoundedOverAllSections(t *testing.T) {
	const most = 1 << 20
	cache := New(most, time.Now)
	defer cache.Close()
	text := noise(10_000)
	for i := range 1_000 {
		cache.Section(fmt.Sprint(i%2)).Set(fmt.Sprint(i), text, time.Hour)
	}
	cache.kept.CleanUp()
	if bytes := cache.Bytes(); bytes > most || bytes < most/2 {
		t.Errorf("%d bytes are kept of %d", bytes, most)
	}
	cache.Section("0").Set("larger than all", noise(most+1), time.Hour)
	cache.kept.CleanUp()
	if _, isKept := cache.Section("0").Get("larger than all"); isKept {
		t.Error("a text larger than the cache is kept")
	}
}

func TestTextsComeBackAsTheyWere(t *testing.T) {
	cache := New(32<<20, time.Now)
	defer cache.Close()
	texts := cache.Section("texts")
	for name, text := range map[string]string{
		"empty": "", "zeros": strings.Repeat("0", 16<<20), "noise": noise(2 << 20), "not UTF-8": "\xff\xfe", "line": "{}\n",
	} {
		texts.Set(name, text, time.Hour)
		if got, isKept := texts.Get(name); !isKept || got != text {
			t.Errorf("%s: %d bytes came back as %d, %v", name, len(text), len(got), isKept)
		}
	}
	if bytes := cache.Bytes(); bytes > 3<<20 {
		t.Errorf("%d bytes are kept", bytes)
	}
}

// noon is a clock that stands still.
func noon() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }

// A text that stands for a second costs no compression, and counts as long as it is.
func TestAPassingTextIsKeptAsItIs(t *testing.T) {
	zeros := strings.Repeat("0", 1<<20)
	for life, isWhole := range map[time.Duration]bool{time.Second: true, 2 * time.Second: false} {
		cache := New(32<<20, noon)
		cache.Section("texts").Set("zeros", zeros, life)
		if got, isKept := cache.Section("texts").Get("zeros"); !isKept || got != zeros {
			t.Errorf("for %v: %d bytes came back, %v", life, len(got), isKept)
		}
		cache.kept.CleanUp()
		if bytes := cache.Bytes(); (bytes >= uint64(len(zeros))) != isWhole {
			t.Errorf("for %v: %d bytes are kept", life, bytes)
		}
		cache.Close()
	}
}

func TestSectionsDoNotSeeEachOther(t *testing.T) {
	cache := New(1<<20, time.Now)
	defer cache.Close()
	cache.Section("one").Set("key", "text", time.Hour)
	if text, isKept := cache.Section("other").Get("key"); isKept {
		t.Errorf("the other section has %q", text)
	}
}

func TestACacheLeavesNothingRunning(t *testing.T) {
	// It fails where a goroutine is left.
	synctest.Test(t, func(t *testing.T) {
		cache := New(1<<20, time.Now)
		texts := cache.Section("texts")
		texts.Set("a", "b", time.Millisecond)
		cache.Close()
		if _, isKept := texts.Get("a"); isKept {
			t.Error("something is left")
		}
	})
}
