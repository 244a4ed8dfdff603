package demo

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// golden is a request, an instant and the answer; src/core/demo/golden.test.ts writes them, and holds V8 to the same bytes.
type golden struct {
	Path        string
	Query       map[string]string
	Now         time.Time
	Status      int
	ContentType string
	Document    json.RawMessage
}

func (g golden) url() string {
	query := url.Values{}
	for name, value := range g.Query {
		query.Set(name, value)
	}
	return "http://demo" + g.Path + "?" + query.Encode()
}

func readGolden(t testing.TB, file string) golden {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var read golden
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return read
}

func fetch(t testing.TB, asked *http.Request, now time.Time) (*http.Response, string) {
	t.Helper()
	response, err := NewTransport(func() time.Time { return now }).RoundTrip(asked)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

func get(t testing.TB, address string) *http.Request {
	t.Helper()
	request, err := http.NewRequestWithContext(context.Background(), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	return request
}

func TestBothEnginesGiveTheSameBytes(t *testing.T) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d golden files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			want := readGolden(t, file)
			response, body := fetch(t, get(t, want.url()), want.Now)
			var document bytes.Buffer
			if err := json.Compact(&document, want.Document); err != nil {
				t.Fatal(err)
			}
			if response.StatusCode != want.Status || response.Header.Get("Content-Type") != want.ContentType {
				t.Errorf("answered %s as %s, want %d as %s", response.Status, response.Header.Get("Content-Type"), want.Status, want.ContentType)
			}
			if body != document.String() {
				t.Errorf("answered\n%s\nwant\n%s", body, document.String())
			}
		})
	}
}

func TestOnlyGetIsAnswered(t *testing.T) {
	request, err := http.NewRequestWithContext(context.Background(), http.MethodPost, "http://demo/api/server/info", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	response, body := fetch(t, request, time.Now())
	if response.StatusCode != http.StatusMethodNotAllowed || response.Header.Get("Allow") != "GET" || !json.Valid([]byte(body)) {
		t.Errorf("answered %s, Allow %q: %s", response.Status, response.Header.Get("Allow"), body)
	}
}

func TestOddQueriesAreAnswered(t *testing.T) {
	for _, query := range []string{"session_id=%ff&peer_id=%ff", "__proto__=1", "peer_id", "a=%zz", "session_id=a&session_id=b"} {
		response, body := fetch(t, get(t, "http://demo/v2/analytics/peer-stats?"+query), time.Now())
		if response.StatusCode != http.StatusBadRequest && response.StatusCode != http.StatusNotFound || !json.Valid([]byte(body)) {
			t.Errorf("%s: answered %s: %s", query, response.Status, body)
		}
	}
}

func TestAParameterThatIsSentTwiceHasBothValues(t *testing.T) {
	now := time.Date(2026, 11, 22, 14, 25, 0, 0, time.UTC)
	total := func(types string) float64 {
		_, body := fetch(t, get(t, "http://demo/v2/analytics/events?room_id=d3e0d3e0d3e0d3e000000001&session_id=latest-call"+types), now)
		var list struct{ Total float64 }
		if err := json.Unmarshal([]byte(body), &list); err != nil {
			t.Fatalf("%v in %s", err, body)
		}
		return list.Total
	}
	added, removed := total("&type=track.add.success"), total("&type=track.remove.success")
	if both := total("&type=track.add.success&type=track.remove.success"); added == 0 || removed == 0 || both != added+removed {
		t.Errorf("%v were added, %v removed, and %v both", added, removed, both)
	}
}

func TestARequestGivenUpIsNotAnswered(t *testing.T) {
	gone := errors.New("the panel was closed")
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(gone)
	response, err := NewTransport(time.Now).RoundTrip(get(t, "http://demo/api/server/info").WithContext(ctx))
	if response != nil {
		_ = response.Body.Close()
	}
	if !errors.Is(err, gone) {
		t.Errorf("failed with %v, want %v", err, gone)
	}
}

func BenchmarkRespond(b *testing.B) {
	for _, name := range []string{"server-info", "substream-studio-native", "peer-stats-guest"} {
		b.Run(name, func(b *testing.B) {
			asked := readGolden(b, "testdata/"+name+".json")
			for b.Loop() {
				fetch(b, get(b, asked.url()), asked.Now)
			}
		})
	}
}
