package corehost

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/peerlens/peerlens-quality-datasource/pkg/dataplane"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/testdata"
)

// src/host/cases.test.ts proves the same results for the browser host. The order is random, as runtimes are kept: a
// query finds nothing that the queries before have left. In short, it is a twentieth of the cases.
func TestCasesReturnTheResultsOfTheBrowserHost(t *testing.T) {
	cases := testdata.Cases(t)
	order := rand.Perm(len(cases))
	if testing.Short() {
		order = order[:len(order)/20]
	}
	for _, i := range order {
		testCase := cases[i]
		t.Run(testCase.Name, func(t *testing.T) {
			expected := decode(t, testdata.Result(t, testCase.Name))
			fetch := fetchFrom(t, testCase)
			decoded := &decodedCache{}
			queryContext := contextOf(testCase, decoded)
			expect := func(name string, fetch Fetch) {
				frames, err := Run(t.Context(), testCase.Query, queryContext, fetch)
				if got := resultOf(t, frames, err); !reflect.DeepEqual(got, expected) {
					t.Errorf("%s\n   Go host: %s\n  expected: %s", name, encode(t, got), encode(t, expected))
				}
				if err := dataplane.Check(frames); err != nil {
					t.Errorf("Grafana would refuse its frames: %v", err)
				}
			}
			expect("the hosts differ", fetch)
			expect("from the cache", decoded.fetchOthers(t, fetch))
		})
	}
}

func contextOf(testCase testdata.Case, decoded DecodedCache) Context {
	return Context{
		Service: testCase.Service, Now: testCase.Now.Time, From: testCase.Range.From.Time, To: testCase.Range.To.Time,
		Settings: testCase.Settings, MaxValues: testCase.MaxValues, Decoded: decoded,
	}
}

// fetchFrom returns a fetch that gives the answers of a case, and fails the test for any other request.
func fetchFrom(t *testing.T, testCase testdata.Case) Fetch {
	return func(_ context.Context, request protocol.Request) protocol.Answer {
		answer, isThere := testCase.AnswerTo(request)
		if !isThere {
			t.Errorf("the case has no answer to %s", request.Key)
		}
		return answer
	}
}

// decodedCache keeps results until the test ends, and the TTL of each.
type decodedCache struct{ byKey, ttls sync.Map }

func (c *decodedCache) Get(request protocol.Request) (string, bool) {
	result, isCached := c.byKey.Load(request.Key)
	text, _ := result.(string)
	return text, isCached
}

func (c *decodedCache) Set(key, result string, ttl time.Duration) {
	c.byKey.Store(key, result)
	c.ttls.Store(key, ttl)
}

func (c *decodedCache) ttl(key string) time.Duration {
	ttl, _ := c.ttls.Load(key)
	duration, _ := ttl.(time.Duration)
	return duration
}

// fetchOthers returns a fetch that fails the test for a request whose result is cached.
func (c *decodedCache) fetchOthers(t *testing.T, fetch Fetch) Fetch {
	return func(ctx context.Context, request protocol.Request) protocol.Answer {
		if _, isCached := c.Get(request); isCached {
			t.Errorf("%s is cached and was fetched", request.Key)
		}
		return fetch(ctx, request)
	}
}

func resultOf(t *testing.T, frames data.Frames, err error) any {
	t.Helper()
	result := map[string]any{"frames": frames}
	var failure *Failure
	if errors.As(err, &failure) {
		result = map[string]any{"failure": failure}
	} else if err != nil {
		t.Fatal(err)
	}
	return decode(t, encode(t, result))
}

func decode(t *testing.T, text []byte) (value any) {
	t.Helper()
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatal(err)
	}
	return value
}

func encode(t *testing.T, value any) []byte {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
