package plugin

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/routes"
)

// overfull is a document that has each kept field of a route, and beside it in each object and list what nobody reads.
func overfull(paths []string) map[string]any {
	document := map[string]any{}
	for _, path := range paths {
		grow(document, strings.Split(path, "."))
	}
	return document
}

func grow(object map[string]any, segments []string) {
	object["recording_url"] = "https://bucket.test/?signature=" + canary
	object["extra"] = map[string]any{"token": canary, canary: []any{canary}}
	object["extras"] = []any{canary, map[string]any{"name": canary}}
	if segments[0] == "?" {
		return
	}
	name, isList := strings.CutSuffix(strings.TrimSuffix(segments[0], "~"), "[]")
	if name == "*" {
		name = "a-peer"
	}
	var child any = "kept"
	if len(segments) > 1 {
		members, _ := object[name].(map[string]any)
		if list, isKnown := object[name].([]any); isKnown {
			members, _ = list[0].(map[string]any)
		}
		if members == nil {
			members = map[string]any{}
		}
		grow(members, segments[1:])
		child = members
	}
	if isList {
		child = []any{child, []any{canary}}
	}
	object[name] = child
}

// paramsOf are parameters that a route takes.
func paramsOf(t *testing.T, route string) map[string]string {
	t.Helper()
	params := map[string]string{
		"limit": "10", "active": "false", "session_id": "s", "peer_id": "p", "room_id": "r", "page": "1", "rowsPerPage": "10", "app": "a", "streamKey": "k", "substream": "s",
	}
	for range len(params) + 1 {
		_, _, err := routes.Find(route, params)
		if err == nil {
			return params
		}
		_, extra, isExtra := strings.Cut(err.Error(), "takes no parameter ")
		if !isExtra {
			t.Fatal(err)
		}
		delete(params, strings.Trim(extra, `"`))
	}
	t.Fatalf("%s takes none of the parameters", route)
	return nil
}

// Whatever a service sends beside what the core reads stays in the backend, for each route of the allow list and in the
// cache too.
func TestNoUnknownFieldReachesTheBrowser(t *testing.T) {
	for route := range routes.All() {
		t.Run(route.Name, func(t *testing.T) {
			text, err := json.Marshal(overfull(route.Fields.Paths()))
			if err != nil {
				t.Fatal(err)
			}
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				_, _ = w.Write(text)
			}))
			defer server.Close()
			instance := newDatasource(t.Context(), backend.DataSourceInstanceSettings{
				URL: server.URL, JSONData: []byte(`{"service":"` + string(route.Service) + `","auth":"token"}`),
				DecryptedSecureJSONData: map[string]string{"managementToken": "the-management-token", "token": "the-storm-token"},
			}, time.Now)
			defer instance.Dispose()
			body, err := json.Marshal(map[string]any{"requests": []any{map[string]any{"route": route.Name, "params": paramsOf(t, route.Name)}}})
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			for range 2 {
				request := &backend.CallResourceRequest{Method: http.MethodPost, Path: "fetch", URL: "fetch", Body: body}
				err = instance.CallResource(t.Context(), request, backend.CallResourceResponseSenderFunc(func(part *backend.CallResourceResponse) error {
					got.Write(part.Body)
					return nil
				}))
				if err != nil {
					t.Fatal(err)
				}
			}
			for _, leaked := range []string{canary, "bucket.test", "token\":"} {
				if strings.Contains(got.String(), leaked) {
					t.Errorf("%s is in %s", leaked, got.String())
				}
			}
			if !route.IsForHealth && strings.Count(got.String(), "kept") < 2*len(route.Fields.Paths())/3 {
				t.Errorf("the fields of the route are not in %s", got.String())
			}
		})
	}
}

// sharedCase is what this test needs of a file in testdata/cases.
type sharedCase struct {
	Service  string
	Now      int64
	Range    struct{ From, To int64 }
	Query    json.RawMessage
	Settings map[string]any
	Answers  []struct {
		Route          string
		Params         map[string]string
		Status         int
		ContentType    string
		Document, Text string
		JSON           json.RawMessage
	}
}

// quotedBody is where a message quotes a document, and an unknown metric that is not spelled like a name: both differ,
// as they should.
var quotedBody = regexp.MustCompile(`JSON of another shape: \\".*?\\"\. |,{"severity":"info","text":"100ms also sent weird[^"]*"}`)

// The core reads nothing that a keep-list drops: each shared case is drawn alike from what the upstream sent and from
// what is kept of it.
func TestSharedCasesAreDrawnFromWhatIsKept(t *testing.T) {
	folder := filepath.Join("..", "..", "testdata")
	files, err := filepath.Glob(filepath.Join(folder, "cases", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	documents := 0
	for _, file := range files {
		var shared sharedCase
		readJSON(t, file, &shared)
		run := func(kept bool) string {
			about := corehost.Context{
				Service: shared.Service, Now: time.UnixMilli(shared.Now), Settings: shared.Settings,
				From: time.UnixMilli(shared.Range.From), To: time.UnixMilli(shared.Range.To),
			}
			frames, err := corehost.Run(t.Context(), shared.Query, about, func(_ context.Context, request protocol.Request) protocol.Answer {
				for _, answer := range shared.Answers {
					if answer.Status != http.StatusOK || answer.Route != request.Route || !maps.Equal(answer.Params, request.Params) {
						continue
					}
					text := answer.Text + string(answer.JSON)
					if answer.Document != "" {
						text = readText(t, filepath.Join(folder, "documents", answer.Document))
					}
					if list := routes.Fields(answer.Route); kept && list != nil && json.Valid([]byte(text)) {
						text = list.Project(text, func(text string, _ bool) string { return text })
						documents++
					}
					return protocol.Answer{Status: answer.Status, ContentType: answer.ContentType, Text: text}
				}
				return protocol.Answer{Status: http.StatusNotFound, ContentType: "application/json", Text: `{"message":"not found"}`}
			})
			if err != nil {
				return quotedBody.ReplaceAllString(drawnOf(t, err.Error()), "")
			}
			return quotedBody.ReplaceAllString(drawnOf(t, frames), "")
		}
		if raw, kept := run(false), run(true); raw != kept {
			t.Errorf("%s\nas sent: %.1500s\nas kept: %.1500s", filepath.Base(file), raw, kept)
		}
	}
	if documents < 100 {
		t.Errorf("only %d documents were drawn", documents)
	}
}

func readText(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func readJSON(t *testing.T, file string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(readText(t, file)), into); err != nil {
		t.Fatal(err)
	}
}

func drawnOf(t *testing.T, frames any) string {
	t.Helper()
	text, err := json.Marshal(frames)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
