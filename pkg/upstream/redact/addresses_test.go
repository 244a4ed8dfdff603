package redact

import (
	"math/rand/v2"
	"regexp"
	"testing"
)

// address defines what an address is, readable but slow.
var address = regexp.MustCompile(`(?i)\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b|\[?\b[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,7}\b\]?(?::\d+)?`)

func TestAddressesFindsWhatTheRegularExpressionFinds(t *testing.T) {
	texts := []string{
		"", "at 203.0.113.9:443.", "203.0.113.9:443x", "1203.0.113.9", "1.2.3.4.5.6.7.8", "1.2.3.4567", "[2001:db8::1]:443", "[::1]", "x:1:2:3",
		"1:2:3:12345", "1:2:3:4:5:6:7:8:9:10", "a::::", "12:30:15", "FE80::1%eth0", "[1.2.3.4]", "é1.2.3.4é", "1:2:3:]:4", "1.2.3.4:99999999999999999999",
	}
	parts := []string{"1", "12", "255", "1234", "a", "f0", "g", "_", ".", ".", ":", ":", ":", "[", "]", " ", "é", "F"}
	random := rand.New(rand.NewPCG(1, 2)) // A fixed seed: the test is the same each time.
	for range 20_000 {
		text := ""
		for range random.IntN(16) {
			text += parts[random.IntN(len(parts))]
		}
		texts = append(texts, text)
	}
	for _, text := range texts {
		if got, want := Addresses(text), address.ReplaceAllString(text, "(address)"); got != want {
			t.Fatalf("%q became %q, and not %q", text, got, want)
		}
	}
}
