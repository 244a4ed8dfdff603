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
	"time"

	"github.com/peerlens/peerlens-quality-datasource/simulator"
)

// inDemo gives the variables of the dashboards values of the demo.
var inDemo = strings.NewReplacer(
	"$app", "live", "$streamKey", "studio", "$stream", "studio", "$substream", "native",
	`["$room"]`, "[]", "$session", "latest-call", "$peer", "a11ce000-0000-4000-8000-000000000001",
)

// dashboardQueries returns the queries of a shipped dashboard's panels, and those of its variables and annotations.
func dashboardQueries(t *testing.T, dashboard string) (panels, others []string) {
	t.Helper()
	text, err := os.ReadFile("../../src/dashboards/" + dashboard + ".json")
	if err != nil {
		t.Fatal(err)
	}
	type query = map[string]any
	var read struct {
		Panels []struct {
			Targets []query
		}
		Annotations struct {
			List []struct{ Target query }
		}
		Templating struct {
			List []struct{ Query any }
		}
	}
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatal(err)
	}
	add := func(queries []string, target query) []string {
		if target["queryType"] == nil {
			return queries
		}
		encoded, _ := json.Marshal(target)
		return append(queries, inDemo.Replace(string(encoded)))
	}
	for _, panel := range read.Panels {
		for _, target := range panel.Targets {
			panels = add(panels, target)
		}
	}
	for _, annotation := range read.Annotations.List {
		others = add(others, annotation.Target)
	}
	for _, variable := range read.Templating.List {
		target, _ := variable.Query.(query)
		others = add(others, target)
	}
	return panels, others
}

// A dashboard requests each document once, however many panels read it and however many people look at it.
func TestADashboardRequestsEachDocumentOnce(t *testing.T) {
	for dashboard, row := range map[string]struct {
		service   string
		documents int
	}{
		"peerlens-calls":     {"100ms", 50},
		"peerlens-call":      {"100ms", 10},
		"peerlens-peer":      {"100ms", 9},
		"peerlens-streams":   {"storm", 23},
		"peerlens-substream": {"storm", 6},
		"peerlens-server":    {"storm", 2},
	} {
		t.Run(dashboard, func(t *testing.T) {
			if dashboard != "peerlens-streams" {
				skipInShort(t)
			}
			inTime(t, func(t *testing.T) {
				upstream := count(simulator.Handler(hourAfterCall))
				settings := settingsOf(fmt.Sprintf(`{"service":%q,"auth":"token","viewers":true}`, row.service))
				plugin := newInstance(t, settings, upstream, hourAfterCall)
				panels, others := dashboardQueries(t, dashboard)
				const viewers = 5
				var running sync.WaitGroup
				for _, query := range slices.Repeat(append(panels, others...), viewers) {
					running.Go(func() {
						if response := plugin.queryRange(t, query, callTime.Add(-time.Hour), hourAfterCall()); response.Error != nil {
							t.Errorf("%s: %v", query, response.Error)
						}
					})
				}
				running.Wait()
				upstream.expectEachOnce(t, "", row.documents)
			})
		})
	}
}

// library answers as a Storm server with 150 streams and 500 substreams.
type library struct{}

const libraryStreams, librarySubstreams = 150, 500

func (l library) ServeHTTP(w http.ResponseWriter, r *http.Request) {
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
func (l library) page(number string) []string {
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

// The list of streams comes in two pages; each stream has a document, each substream one and its metadata.
func TestTheDashboardStreamsOfALibraryRequestsEachDocumentOnce(t *testing.T) {
	skipInShort(t)
	inTime(t, func(t *testing.T) {
		server := count(library{})
		plugin := newInstance(t, settingsOf(`{"service":"storm","auth":"token","maxPeers":1000}`), server, hourAfterCall)
		queries, _ := dashboardQueries(t, "peerlens-streams")
		var panels sync.WaitGroup
		for _, query := range queries {
			panels.Go(func() {
				response := plugin.query(t, query)
				if response.Error != nil {
					t.Error(response.Error)
				} else if rows, _ := response.Frames[0].RowLen(); rows != libraryStreams && rows != librarySubstreams {
					t.Errorf("%s has %d rows", query, rows)
				}
			})
		}
		panels.Wait()
		server.expectEachOnce(t, "", 2+libraryStreams+2*librarySubstreams)
	})
}
