package corehost_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"sync"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

const testdata = "../../testdata"

// aCase is a query with the answers of its upstream. src/host/cases.test.ts reads the same files and holds the browser host to the same results.
type aCase struct {
	Title   string
	Service string
	Now     int64
	Range   struct{ From, To int64 }
	Query   json.RawMessage
	// Settings are those of the instance, as they are saved.
	Settings map[string]any
	Answers  []struct {
		Route       string
		Params      map[string]string
		Fault       protocol.Fault
		Words       string
		Status      int
		ContentType string
		RetryAfter  string
		HeldBy      *protocol.BlockedBy
		Document    string
		JSON        json.RawMessage
		Text        string
	}
}

func (c *aCase) fetch(t *testing.T) corehost.Fetch {
	return func(_ context.Context, request protocol.Request) protocol.Answer {
		for _, answer := range c.Answers {
			if answer.Route != request.Route || !maps.Equal(answer.Params, request.Params) {
				continue
			}
			text := answer.Text
			if answer.Document != "" {
				text = string(read(t, "documents", answer.Document))
			} else if answer.JSON != nil {
				text = compact(t, answer.JSON)
			}
			return protocol.Answer{
				Fault: answer.Fault, Detail: answer.Words,
				Status: answer.Status, ContentType: answer.ContentType, RetryAfter: answer.RetryAfter, BlockedBy: answer.HeldBy, Text: text,
				ReceivedAt: time.UnixMilli(c.Now),
			}
		}
		t.Errorf("the case has no answer to %s", request.Key)
		return protocol.Answer{}
	}
}

func TestCasesGiveTheResultsOfTheBrowserHost(t *testing.T) {
	cases, err := os.ReadDir(filepath.Join(testdata, "cases"))
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range cases {
		t.Run(file.Name(), func(t *testing.T) {
			var one aCase
			decode(t, read(t, "cases", file.Name()), &one)
			var expected any
			decode(t, read(t, "results", file.Name()), &expected)
			about := corehost.Context{
				Service: one.Service, Now: time.UnixMilli(one.Now), From: time.UnixMilli(one.Range.From), To: time.UnixMilli(one.Range.To),
			}
			about.Settings = one.Settings
			kept := &summaries{}
			about.Summaries = kept
			frames, err := corehost.Run(t.Context(), one.Query, about, one.fetch(t))
			if got := asJSON(t, frames, err); !reflect.DeepEqual(got, expected) {
				t.Errorf("the hosts differ\n   Go host: %s\n  expected: %s", written(t, got), written(t, expected))
			}
			frames, err = corehost.Run(t.Context(), one.Query, about, kept.fetchOthers(t, one.fetch(t)))
			if got := asJSON(t, frames, err); !reflect.DeepEqual(got, expected) {
				t.Errorf("from what was kept\n   Go host: %s\n  expected: %s", written(t, got), written(t, expected))
			}
		})
	}
}

// summaries keep outcomes for as long as a test takes.
type summaries struct{ byKey sync.Map }

func (s *summaries) Get(request protocol.Request) (string, bool) {
	outcome, isKept := s.byKey.Load(request.Key)
	text, _ := outcome.(string)
	return text, isKept
}

func (s *summaries) Keep(key, outcome string, _ time.Duration) { s.byKey.Store(key, outcome) }

// fetchOthers answers requests, of which none may be for something that is kept.
func (s *summaries) fetchOthers(t *testing.T, fetch corehost.Fetch) corehost.Fetch {
	return func(ctx context.Context, request protocol.Request) protocol.Answer {
		if _, isKept := s.Get(request); isKept {
			t.Errorf("%s is kept and was fetched", request.Key)
		}
		return fetch(ctx, request)
	}
}

// asJSON is a result as the browser's test writes it.
func asJSON(t *testing.T, frames data.Frames, err error) any {
	t.Helper()
	result := map[string]any{"frames": frames}
	var failure *corehost.Failure
	if errors.As(err, &failure) {
		result = map[string]any{"failure": failure}
	} else if err != nil {
		t.Fatal(err)
	}
	var plain any
	decode(t, written(t, result), &plain)
	return plain
}

// compact writes JSON as the browser's test does.
func compact(t *testing.T, text json.RawMessage) string {
	t.Helper()
	var short bytes.Buffer
	if err := json.Compact(&short, text); err != nil {
		t.Fatal(err)
	}
	return short.String()
}

func read(t *testing.T, folder, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(testdata, folder, name))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func decode(t *testing.T, text []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

func written(t *testing.T, value any) []byte {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
