package plugin

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

// panelQueries returns the queries of a shipped dashboard's panels, with the application `live`.
func panelQueries(tb testing.TB, dashboard string) []string {
	tb.Helper()
	text, err := os.ReadFile("../../src/dashboards/" + dashboard + ".json")
	if err != nil {
		tb.Fatal(err)
	}
	var read struct {
		Panels []struct {
			Targets []map[string]any
		}
	}
	if err := json.Unmarshal(text, &read); err != nil {
		tb.Fatal(err)
	}
	var queries []string
	for _, panel := range read.Panels {
		for _, target := range panel.Targets {
			if target["queryType"] != nil {
				query, _ := json.Marshal(target)
				queries = append(queries, strings.ReplaceAll(string(query), "$app", "live"))
			}
		}
	}
	return queries
}

// library answers as a Storm server with 150 streams and 500 substreams, and counts the requests for each path.
type library struct {
	mu     sync.Mutex
	counts map[string]int
}

const libraryStreams, librarySubstreams = 150, 500

func (l *library) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	l.counts[r.URL.RequestURI()]++
	l.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	segments := strings.Split(strings.TrimPrefix(r.URL.Path, "/api/"), "/")
	switch len(segments) {
	case 1:
		_, _ = fmt.Fprintf(w, `{"data":{"currentPage":%s,"hasNext":%t,"list":[%s]}}`,
			r.URL.Query().Get("page"), r.URL.Query().Get("page") == "1", strings.Join(l.page(r.URL.Query().Get("page")), ","))
	case 3:
		_, _ = fmt.Fprintf(w, `{"data":{"id":%q,"state":"PUBLISHED","viewerCount":1,"subStreams":[]},"meta":{"generatedAt":1}}`, segments[2])
	case 4:
		_, _ = w.Write([]byte(`{"data":{"state":"PUBLISHED","viewerCount":1,"healthData":{"healthScore":90,"healthGrade":"Good"}},"meta":{"generatedAt":1}}`))
	default:
		_, _ = w.Write([]byte(`{"data":{"videoCodec":"H264"}}`))
	}
}

// page returns the entries of a page of the list of streams.
func (l *library) page(number string) []string {
	var entries []string
	for i := range libraryStreams {
		if (i < 100) != (number == "1") {
			continue
		}
		var names []string
		for n := i; n < librarySubstreams; n += libraryStreams {
			names = append(names, fmt.Sprintf(`{"name":"q%d"}`, n))
		}
		entries = append(entries, fmt.Sprintf(`{"application":"live","streamKey":"s%d","state":"PUBLISHED","subStreams":[%s]}`, i, strings.Join(names, ",")))
	}
	return entries
}

// refreshStreams runs the queries of the dashboard Streams at the same time, as panels and viewers do.
func refreshStreams(tb testing.TB, viewers int) map[string]int {
	tb.Helper()
	server := &library{counts: map[string]int{}}
	plugin := newInstance(tb, settingsOf(`{"service":"storm","auth":"token","maxPeers":1000}`), server, hourAfterCall)
	queries := slices.Repeat(panelQueries(tb, "peerlens-streams"), viewers)
	var panels sync.WaitGroup
	for _, query := range queries {
		panels.Go(func() {
			response := plugin.query(tb, query)
			if response.Error != nil {
				tb.Error(response.Error)
				return
			}
			if rows, _ := response.Frames[0].RowLen(); rows != libraryStreams && rows != librarySubstreams {
				tb.Errorf("%s has %d rows", query, rows)
			}
		})
	}
	panels.Wait()
	return server.counts
}

// Panels and viewers share each document: the list of streams in two pages, and one document and one metadata of each.
func TestTheDashboardStreamsRequestsEachDocumentOnce(t *testing.T) {
	for _, viewers := range []int{1, 5} {
		counts := refreshStreams(t, viewers)
		for path, count := range counts {
			if count != 1 {
				t.Errorf("%d viewers: %s was requested %d times", viewers, path, count)
			}
		}
		if want := 2 + libraryStreams + 2*librarySubstreams; len(counts) != want {
			t.Errorf("%d viewers: %d documents were requested, want %d", viewers, len(counts), want)
		}
	}
}

// The browser runs the queries itself, so what the backend does for it is to fetch: two panels read each substream.
func BenchmarkTheDashboardStreamsInTheBrowser(b *testing.B) {
	server := &library{counts: map[string]int{}}
	request := func(route string, number int) string {
		params := fmt.Sprintf(`"app":"live","streamKey":"s%d"`, number%libraryStreams)
		if route != "stream" {
			params += fmt.Sprintf(`,"substream":"q%d"`, number)
		}
		return fmt.Sprintf(`{"route":%q,"params":{%s}}`, route, params)
	}
	batch := func(route string, count int) string {
		requests := make([]string, count)
		for i := range requests {
			requests[i] = request(route, i)
		}
		return strings.Join(requests, ",")
	}
	batches := []string{
		batch("substream", librarySubstreams), batch("substream", librarySubstreams), batch("stream", libraryStreams), batch("metadata", librarySubstreams),
	}
	for b.Loop() {
		plugin := newInstance(b, settingsOf(`{"service":"storm","auth":"token"}`), server, hourAfterCall)
		var posts sync.WaitGroup
		for _, requests := range batches {
			posts.Go(func() { plugin.fetch(b, requests) })
		}
		posts.Wait()
	}
}

func BenchmarkTheDashboardStreamsInTheBackend(b *testing.B) {
	for b.Loop() {
		refreshStreams(b, 1)
	}
}
