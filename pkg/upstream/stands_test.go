package upstream

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/testdata"
)

// lives notes for how long the core lets outcomes stand, by route.
type lives map[string]time.Duration

func (l lives) Get(protocol.Request) (string, bool) { return "", false }

func (l lives) Keep(key, _ string, life time.Duration) {
	name, _, _ := strings.Cut(key, " ")
	l[name] = life
}

// byTheCore is for how long, by route, what texts are decoded to stands in a query; not at all where they are no documents.
func byTheCore(t *testing.T, query map[string]any, texts map[string]string) lives {
	t.Helper()
	saved, err := json.Marshal(query)
	if err != nil {
		t.Fatal(err)
	}
	kept := lives{}
	about := corehost.Context{Service: "demo", Now: noon, From: noon.Add(-time.Hour), To: noon, Summaries: kept}
	fetch := func(_ context.Context, request protocol.Request) protocol.Answer {
		text, isThere := texts[request.Route]
		if !isThere {
			return protocol.Answer{Status: 404, At: noon}
		}
		return protocol.Answer{Status: 200, ContentType: "application/json", Text: text, At: noon}
	}
	// A text that is no document fails, which is not what this is about.
	_, _ = corehost.Run(t.Context(), saved, about, fetch)
	return kept
}

// sharedTexts are the sample documents, and the answers of a route in the shared cases: each text once, with where it is from.
func sharedTexts(t *testing.T, route string) map[string]string {
	t.Helper()
	from := map[string]string{}
	for _, name := range []string{"100ms-peer-stats.json", "storm-substream.json", "storm-metadata.json"} {
		from[testdata.Document(t, name)] = name
	}
	for _, one := range testdata.Cases(t) {
		for _, answer := range one.Answers {
			if answer.Route == route {
				from[answer.Text] = one.Name
			}
		}
	}
	return from
}

// A document stands in the browser's cache and in the backend's for the same time, though only one of them has been decoded.
func TestAnAnswerStandsAsLongAsTheCoreSays(t *testing.T) {
	texts := sharedTexts(t, "peerStats")
	for document := range sampled {
		texts[document] = "sampled"
	}
	counted := map[time.Duration]int{}
	for text, name := range texts {
		for _, session := range []string{"6977b3f3cdd1e423f8b2cabc", "latest-call"} {
			query := map[string]any{"queryType": "peerStats", "sessionId": session, "peerIds": []string{"p"}}
			core := byTheCore(t, query, map[string]string{"peerStats": text})["peerStats"]
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

// So does what a substream is made of, which hardly changes. The substream itself does, and is kept as its text alone.
func TestMetadataStandAsLongAsTheCoreSays(t *testing.T) {
	query := map[string]any{"queryType": "substream", "app": "a", "streamKeys": []string{"k"}, "substreams": []string{"s"}, "metadata": true}
	decoded := 0
	for text, name := range sharedTexts(t, "metadata") {
		core := byTheCore(t, query, map[string]string{"substream": `{"data":{"id":"s"}}`, "metadata": text})
		if core["substream"] != 0 {
			t.Errorf("a substream stands %v by the core, and its text too", core["substream"])
		}
		stands := routes["metadata"].standsFor(nil, protocol.Answer{Status: 200, Text: text})
		if life, isDecoded := core["metadata"]; isDecoded {
			decoded++
			if life != stands {
				t.Errorf("%.200s of %s stands %v, by the core %v", text, name, stands, life)
			}
		}
	}
	if decoded < 4 {
		t.Errorf("%d different texts are metadata", decoded)
	}
}
