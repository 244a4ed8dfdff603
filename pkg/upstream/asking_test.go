package upstream

import (
	"net/http"
	"runtime"
	"strings"
	"testing"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// Whatever a body holds, it is read, masked and stripped in a time that grows as it does, and in the room of a few of it. Nothing is timed:
// what takes the square of a megabyte takes longer than go test waits.
func TestABodyOfAnyKindTakesAFewTimesItsRoom(t *testing.T) {
	const size, times = 1 << 20, 16
	const token = "eyJhbGciOiJIUzI1NiJ9.eyJhY2Nlc3Nfa2V5IjoiYSIsInR5cGUiOiJtYW5hZ2VtZW50In0.c2lnbmF0dXJl"
	fill := func(unit string) string { return strings.Repeat(unit, size/len(unit)) }
	for name, text := range map[string]string{
		"backslashes":               fill(`\`),
		"escaped quotes":            fill(`\\\"`),
		"escapes":                   fill(`\u0065`),
		"escaped backslashes":       fill(`\u005c`),
		"the beginning of a secret": fill(token[:len(token)-1]),
		"secrets":                   fill("password "),
		"short secrets":             fill("ab1 "),
		"escaped secrets":           fill(`\u0070assword `),
		"a secret and escapes":      `["password` + fill(`\n`) + `"]`,
		"texts with secrets":        "[" + fill(`"password",`) + `""]`,
		"a secret and empty texts":  `["password"` + fill(`,""`) + `]`,
		"lists":                     `{"error_description":1,"a":[` + fill(`[],`) + `[]]}`,
		"nested":                    strings.Repeat("[", 9_000) + fill("1,") + "1" + strings.Repeat("]", 9_000),
		"private fields":            "{" + fill(`"error_descriptio\u006e":"x",`) + `"a":1}`,
		"names of private fields":   fill(`error_descriptio\u006e`),
		"private texts":             "{" + fill(`"error_message":"at 192.168.0.1:90",`) + `"a":1}`,
		"a text of addresses":       `{"error_message":"` + fill("1.1.1.1 ") + `"}`,
		"a text like an address":    `{"error_message":"` + fill("a:") + `"}`,
		"tracks":                    `{"publisher":{"video":[` + fill("{},") + `{}]}}`,
		"times":                     `{"publisher":{"video":[{"time_series":{"timestamps":[` + fill("null,") + `null]}}]}}`,
	} {
		for _, status := range []int{http.StatusOK, http.StatusBadRequest} {
			client := &Client{secrets: []string{"", "password", "ab1", token}, auth: constant{}}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			answer := client.clean(protocol.Answer{Status: status, Text: text}, nil)
			answer.Text = routes["events"].discreet(answer.Text)
			routes["peerStats"].standsFor(map[string]string{"session_id": strings.Repeat("0", 24)}, answer)
			runtime.ReadMemStats(&after)
			if room := after.TotalAlloc - before.TotalAlloc; room > times*size {
				t.Errorf("%s, %d: %d MB for %d MB", name, status, room>>20, size>>20)
			}
		}
	}
}
