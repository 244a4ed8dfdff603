package plugin

import (
	"context"
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/routes"
	"github.com/peerlens/peerlens-quality-datasource/testdata"
)

// overfull returns a document with each kept field of a route, and with unknown fields in each object and list.
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
	name, lists, isList := strings.Cut(strings.TrimRight(segments[0], "~#"), "[")
	name = strings.Replace(name, "*", "any", 1)
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
	switch {
	case strings.Count(lists, "]") > 1:
		return // A list of lists has no text.
	case isList:
		child = []any{child, []any{canary}}
	}
	object[name] = child
}

// paramsOf returns the parameters that a route needs.
func paramsOf(t *testing.T, route string) map[string]string {
	t.Helper()
	params := map[string]string{}
	for {
		_, _, err := routes.Find(route, params)
		if err == nil {
			return params
		}
		_, needed, isNeeded := strings.Cut(err.Error(), " needs ")
		if _, isKnown := params[needed]; !isNeeded || isKnown {
			t.Fatal(err)
		}
		params[needed] = "1"
	}
}

// Fields that the core does not read stay in the backend, for each route of the allow list, and for cached answers too.
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
			plugin := newInstance(t, settingsOf(`{"service":"`+string(route.Service)+`","auth":"token","viewers":true}`), upstream, time.Now)
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
			if strings.Count(got, "kept") < 2*len(route.Fields.Paths())/3 {
				t.Errorf("the fields of the route are not in %s", got)
			}
		})
	}
}

// quotedBody matches quotes of a document, and an unknown metric that is not spelled like a name: both differ, as they
// should.
var quotedBody = regexp.MustCompile(`JSON (?:of an unexpected shape|without data): \\".*?\\"\. |,{"severity":"info","text":"100ms also sent weird[^"]*"}`)

// The core reads no field that a keep-list drops: each shared case has the same result from its reduced answers.
func TestSharedCasesHaveTheSameResultsFromReducedAnswers(t *testing.T) {
	skipInShort(t)
	reduced := 0
	for _, shared := range testdata.Cases(t) {
		isReduced := false
		for i := range shared.Answers {
			answer := &shared.Answers[i]
			route, _, err := routes.Find(answer.Route, answer.Params)
			if err != nil || answer.Status != http.StatusOK || !json.Valid([]byte(answer.Text)) {
				continue
			}
			text := route.Fields.Project(answer.Text, func(text string, _ bool) string { return text })
			isReduced = isReduced || text != answer.Text
			answer.Text, answer.IsDocument = text, true
		}
		if !isReduced {
			continue
		}
		reduced++
		queryContext := corehost.Context{
			Service: shared.Service, Now: shared.Now.Time, From: shared.Range.From.Time, To: shared.Range.To.Time,
			Settings: shared.Settings, MaxValues: shared.MaxValues,
		}
		frames, err := corehost.Run(t.Context(), shared.Query, queryContext, func(_ context.Context, request protocol.Request) protocol.Answer {
			answer, _ := shared.AnswerTo(request)
			return answer
		})
		result := map[string]any{"frames": frames}
		if err != nil {
			result = map[string]any{"failure": err}
		}
		if got, want := comparableText(t, encode(t, result)), comparableText(t, string(testdata.Result(t, shared.Name))); got != want {
			t.Errorf("%s\ngot  %.1500s\nwant %.1500s", shared.Name, got, want)
		}
	}
	if reduced < 50 {
		t.Errorf("only %d cases have answers that are reduced", reduced)
	}
}

// comparableText returns a result in a canonical form, without quotes of a document.
func comparableText(t *testing.T, result string) string {
	t.Helper()
	var value any
	if err := json.Unmarshal([]byte(result), &value); err != nil {
		t.Fatal(err)
	}
	return quotedBody.ReplaceAllString(encode(t, value), "")
}

func encode(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
