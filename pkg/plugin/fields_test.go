package plugin

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/routes"
	"github.com/peerlens/peerlens-quality-datasource/testdata"
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
			upstream := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				_, _ = w.Write(text)
			})
			plugin := newInstance(t, settingsOf(`{"service":"`+string(route.Service)+`","auth":"token"}`), upstream, time.Now)
			request, err := json.Marshal(map[string]any{"route": route.Name, "params": paramsOf(t, route.Name)})
			if err != nil {
				t.Fatal(err)
			}
			got := plugin.fetch(t, string(request)) + plugin.fetch(t, string(request))
			for _, leaked := range []string{canary, "bucket.test", `token":`} {
				if strings.Contains(got, leaked) {
					t.Errorf("%s is in %s", leaked, got)
				}
			}
			if !route.IsForHealth && strings.Count(got, "kept") < 2*len(route.Fields.Paths())/3 {
				t.Errorf("the fields of the route are not in %s", got)
			}
		})
	}
}

// coreTTLs notes for how long the core keeps what answers are decoded to, by the keys of their requests.
type coreTTLs struct{ byKey sync.Map }

func (c *coreTTLs) Get(protocol.Request) (string, bool) { return "", false }

func (c *coreTTLs) Keep(key, _ string, ttl time.Duration) { c.byKey.Store(key, ttl) }

// quotedBody is where a message quotes a document, and an unknown metric that is not spelled like a name: both differ,
// as they should.
var quotedBody = regexp.MustCompile(`JSON of an unexpected shape: \\".*?\\"\. |,{"severity":"info","text":"100ms also sent weird[^"]*"}`)

// The core reads nothing that a keep-list drops: each shared case is drawn alike from what the upstream sent and from
// what is kept of it. And an answer is cached as long as what the core decodes it to.
func TestSharedCasesAreDrawnFromWhatIsKept(t *testing.T) {
	documents, ttls := 0, map[time.Duration]int{}
	for _, shared := range testdata.Cases(t) {
		run := func(isReduced bool) string {
			decoded := &coreTTLs{}
			wanted := map[string]time.Duration{}
			var mu sync.Mutex
			about := corehost.Context{
				Service: shared.Service, Now: shared.Now.Time, From: shared.Range.From.Time, To: shared.Range.To.Time,
				Settings: shared.Settings, Summaries: decoded,
			}
			frames, err := corehost.Run(t.Context(), shared.Query, about, func(_ context.Context, request protocol.Request) protocol.Answer {
				for _, each := range shared.Answers {
					if each.Route != request.Route || !maps.Equal(each.Params, request.Params) {
						continue
					}
					answer := each.Answer
					route, _, err := routes.Find(request.Route, request.Params)
					if err != nil || answer.Status != http.StatusOK || !isReduced || !json.Valid([]byte(answer.Text)) {
						return answer
					}
					answer.Text, answer.IsDocument = route.Fields.Project(answer.Text, func(text string, _ bool) string { return text }), true
					mu.Lock()
					defer mu.Unlock()
					documents++
					wanted[request.Key] = route.TTL(request.Params, answer)
					return answer
				}
				return protocol.Answer{Status: http.StatusNotFound, ContentType: "application/json", Text: `{"message":"not found"}`}
			})
			for key, want := range wanted {
				if got, isKept := decoded.byKey.Load(key); isKept {
					ttls[want]++
					if got != want {
						t.Errorf("%s: %s is cached for %v, and decoded for %v", shared.Name, key, want, got)
					}
				}
			}
			if err != nil {
				return quotedBody.ReplaceAllString(encode(t, err.Error()), "")
			}
			return quotedBody.ReplaceAllString(encode(t, frames), "")
		}
		if raw, kept := run(false), run(true); raw != kept {
			t.Errorf("%s\nas sent: %.1500s\nas kept: %.1500s", shared.Name, raw, kept)
		}
	}
	if documents < 100 || ttls[time.Hour] < 10 || ttls[30*time.Second] < 10 || ttls[15*time.Second] < 10 {
		t.Errorf("only %d documents were drawn, kept for %v", documents, ttls)
	}
}

func encode(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
