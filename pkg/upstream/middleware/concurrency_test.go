package middleware

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestConcurrencyAllowsItsLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		open, peak := 0, 0
		handler := Concurrency(8)(func(context.Context, *Request) Response {
			mu.Lock()
			open++
			peak = max(peak, open)
			mu.Unlock()
			time.Sleep(10 * time.Millisecond)
			mu.Lock()
			defer mu.Unlock()
			open--
			return status(200)
		})
		began := time.Now()
		var all sync.WaitGroup
		for range 40 {
			all.Go(func() { handler(t.Context(), &Request{}) })
		}
		all.Wait()
		if peak != 8 || time.Since(began) != 50*time.Millisecond {
			t.Errorf("%d were open at once, for %v", peak, time.Since(began))
		}
	})
}

func TestConcurrencyReturnsWhenTheContextEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		handler := Concurrency(1)(func(context.Context, *Request) Response {
			time.Sleep(time.Minute)
			return status(200)
		})
		go handler(t.Context(), &Request{})
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if got := handler(ctx, &Request{}); got.Fault != "timeout" {
			t.Errorf("got %+v", got)
		}
		time.Sleep(time.Minute)
	})
}
