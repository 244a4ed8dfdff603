package corehost

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"sync"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/testdata"
)

// src/host/cases.test.ts holds the browser host to the same results.
func TestCasesGiveTheResultsOfTheBrowserHost(t *testing.T) {
	for _, one := range testdata.Cases(t) {
		t.Run(one.Name, func(t *testing.T) {
			expected := decode(t, testdata.Result(t, one.Name))
			fetch := func(_ context.Context, request protocol.Request) protocol.Answer {
				for _, answer := range one.Answers {
					if answer.Route == request.Route && maps.Equal(answer.Params, request.Params) {
						return answer.Answer
					}
				}
				t.Errorf("the case has no answer to %s", request.Key)
				return protocol.Answer{}
			}
			kept := &summaries{}
			about := Context{
				Service: one.Service, Now: one.Now.Time, From: one.Range.From.Time, To: one.Range.To.Time,
				Settings: one.Settings, Summaries: kept,
			}
			expect := func(way string, fetch Fetch) {
				frames, err := Run(t.Context(), one.Query, about, fetch)
				if got := resultOf(t, frames, err); !reflect.DeepEqual(got, expected) {
					t.Errorf("%s\n   Go host: %s\n  expected: %s", way, encode(t, got), encode(t, expected))
				}
			}
			expect("the hosts differ", fetch)
			expect("from the cache", kept.fetchOthers(t, fetch))
		})
	}
}

// summaries keep outcomes for as long as a test takes, and how long they may be kept.
type summaries struct{ byKey, lives sync.Map }

func (s *summaries) Get(request protocol.Request) (string, bool) {
	outcome, isKept := s.byKey.Load(request.Key)
	text, _ := outcome.(string)
	return text, isKept
}

func (s *summaries) Keep(key, outcome string, life time.Duration) {
	s.byKey.Store(key, outcome)
	s.lives.Store(key, life)
}

func (s *summaries) life(key string) time.Duration {
	life, _ := s.lives.Load(key)
	duration, _ := life.(time.Duration)
	return duration
}

// fetchOthers answers requests, of which none may be for something that is kept.
func (s *summaries) fetchOthers(t *testing.T, fetch Fetch) Fetch {
	return func(ctx context.Context, request protocol.Request) protocol.Answer {
		if _, isKept := s.Get(request); isKept {
			t.Errorf("%s is kept and was fetched", request.Key)
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
