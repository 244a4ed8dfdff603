package upstream

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// lives notes for how long the core lets outcomes stand.
type lives []time.Duration

func (l *lives) Get(string) (string, bool) { return "", false }

func (l *lives) Keep(_, _ string, life time.Duration) { *l = append(*l, life) }

// byTheCore is for how long what a text is decoded to stands, 0 where it is no document.
func byTheCore(t *testing.T, sessionID, text string) time.Duration {
	t.Helper()
	query, err := json.Marshal(map[string]any{"queryType": "peerStats", "sessionId": sessionID, "peerIds": []string{"p"}})
	if err != nil {
		t.Fatal(err)
	}
	var kept lives
	about := corehost.Context{Service: "100ms", Now: noon, From: noon.Add(-time.Hour), To: noon, Summaries: &kept}
	fetch := func(_ context.Context, request protocol.Request) protocol.Answer {
		if request.Route != "peerStats" {
			return protocol.Answer{Status: 404, At: noon}
		}
		return protocol.Answer{Status: 200, ContentType: "application/json", Text: text, At: noon}
	}
	// A text that is no document fails, which is not what this is about.
	_, _ = corehost.Run(t.Context(), query, about, fetch)
	if len(kept) == 0 {
		return 0
	}
	return kept[0]
}

// peerStatsTexts are all texts of the shared test data that stand for peer stats.
func peerStatsTexts(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, pattern := range []string{"../../testdata/documents/*.json", "../demo/testdata/peer-stats-*.json", "../../testdata/cases/*.json"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("no files are %s: %v", pattern, err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			texts[name] = string(text)
			var file struct {
				Answers []struct {
					Route, Text string
					JSON        json.RawMessage
				}
				Document json.RawMessage
			}
			if err := json.Unmarshal(text, &file); err != nil {
				t.Fatal(err)
			}
			if file.Document != nil {
				texts[name] = string(file.Document)
			}
			for _, answer := range file.Answers {
				texts[name+": "+answer.Route] = answer.Text + string(answer.JSON)
			}
		}
	}
	return texts
}

// A document stands in the browser's cache and in the backend's for the same time, though only one of them has been decoded.
func TestAnAnswerStandsAsLongAsTheCoreSays(t *testing.T) {
	texts := peerStatsTexts(t)
	for document := range sampled {
		texts[document] = document
	}
	counted := map[time.Duration]int{}
	for name, text := range texts {
		for _, session := range []string{"6977b3f3cdd1e423f8b2cabc", "latest-call"} {
			core := byTheCore(t, session, text)
			answer := protocol.Answer{Status: 200, Text: text}
			stands := routes["peerStats"].standsFor(map[string]string{"session_id": session, "peer_id": "p"}, answer)
			counted[stands]++
			if core > 0 && stands != core || core == 0 && stands == endedFor {
				t.Errorf("%.200s of %s stands %v, by the core %v", name, session, stands, core)
			}
			answer.Text = "\ufeff" + strings.TrimPrefix(text, "\ufeff")
			if marked := routes["peerStats"].standsFor(map[string]string{"session_id": session}, answer); marked != stands {
				t.Errorf("%.200s with a byte order mark stands %v, not %v", name, marked, stands)
			}
		}
	}
	if counted[time.Hour] < 10 || counted[30*time.Second] < 10 || counted[0] == 0 {
		t.Errorf("the test data have %v", counted)
	}
}
