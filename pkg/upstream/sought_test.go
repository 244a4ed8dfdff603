package upstream

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// escapedBy spells a text: two bits for each character say whether it is escaped, and in hex of which case.
func escapedBy(how uint64, text string) string {
	var spelled strings.Builder
	for _, char := range text {
		_, _ = fmt.Fprintf(&spelled, []string{"%c", `\u%04x`, `\u%04X`, "%c"}[how&3], char)
		how >>= 2
	}
	return spelled.String()
}

// However a secret is spelled, and whatever stands around it, it is in no reading of what is left; and a document stays one.
func FuzzMasked(f *testing.F) {
	const secret = "k3y==/t0p!"
	f.Add("", "", uint64(0), uint64(0))
	f.Add(`{"message":"bad key `, `"}`, uint64(0x5a5a5), uint64(0))
	f.Add(`{"message":"\ud83d\`, `\u12`, uint64(0x15555), uint64(0x2222_2222_2222_2222))
	f.Add(`{"a\\":["\"\u005c`, `\\u0041",1]}`, uint64(0xfffff), uint64(0x1111_1111_1111_1111))
	f.Fuzz(func(t *testing.T, before, after string, how, again uint64) {
		text := before + escapedBy(again, escapedBy(how, secret)) + after
		isDocument := json.Valid([]byte(strings.TrimPrefix(text, "\ufeff")))
		for _, status := range []int{http.StatusOK, http.StatusBadRequest} {
			client := &Client{secrets: []string{secret}, auth: constant{}}
			shown := client.clean(protocol.Answer{Status: status, Text: text}, nil).Text
			if !utf8.ValidString(shown) || status == http.StatusOK && isDocument && !json.Valid([]byte(strings.TrimPrefix(shown, "\ufeff"))) {
				t.Fatalf("%d: %q became %q", status, text, shown)
			}
			for read, times := shown, 0; times <= deepest; read, times = unescaped(read), times+1 {
				if strings.Contains(read, secret) {
					t.Fatalf("%d: %q became %q, which is %q", status, text, shown, read)
				}
			}
		}
	})
}
