package ratelimit

import (
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func TestReserveAllowsTheLimitInAnyMinute(t *testing.T) {
	window := Window{Limit: 2, Length: time.Minute}
	for _, row := range []struct {
		key  string
		at   int
		wait int
	}{{"h", 0, 0}, {"h", 10, 0}, {"h", 59, 1}, {"other", 59, 0}, {"h", 60, 0}, {"h", 69, 1}, {"h", 70, 0}} {
		reserved, wait := window.Reserve(row.key, noon.Add(time.Duration(row.at)*time.Second))
		if wait != time.Duration(row.wait)*time.Second || (reserved == nil) != (row.wait > 0) {
			t.Errorf("%s at %d s waits %v", row.key, row.at, wait)
		}
	}
}

// The upstream counts a slow event at some time before its answer, so the next one is allowed a minute after the
// answer, not earlier.
func TestCommitCountsFromTheAnswer(t *testing.T) {
	window := Window{Limit: 1, Length: time.Minute}
	slow, _ := window.Reserve("h", noon)
	slow.Commit(noon.Add(20 * time.Second))
	if _, wait := window.Reserve("h", noon.Add(62*time.Second)); wait != 18*time.Second {
		t.Errorf("the next is possible in %v, want 18 s", wait)
	}
}

func TestCancelRemovesAnEvent(t *testing.T) {
	window := Window{Limit: 1, Length: time.Minute}
	first, _ := window.Reserve("h", noon)
	first.Cancel()
	if second, _ := window.Reserve("h", noon.Add(time.Second)); second == nil {
		t.Error("a cancelled event counts")
	}
}
