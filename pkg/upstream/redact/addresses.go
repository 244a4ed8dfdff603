package redact

import (
	"regexp"
	"strings"
)

// address is an IPv4 or IPv6 address with its port: the regular expression in src/core/hundredms/events/event.ts, for
// texts that did not come through here.
var address = regexp.MustCompile(`(?i)\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b|\[?\b[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,7}\b\]?(?::\d+)?`)

// Addresses returns a text with each network address in it replaced. Go's regular expressions take linear time, but 0.2
// s for a megabyte: most texts have too few dots and colons for an address.
func Addresses(text string) string {
	if strings.Count(text, ".") < 3 && strings.Count(text, ":") < 3 {
		return text
	}
	return address.ReplaceAllString(text, "(address)")
}
