package middleware

import (
	"net/http"
	"strings"
)

// maxPart is the longest host or path of a redirect in a message, in bytes. Two of them fit into a message of the core.
const maxPart = 100

// locationOf returns the target of a redirect, which often is the right URL for the settings. It leaves out all parts
// that can contain a secret: user name, query string and fragment. It is empty for any other answer.
func locationOf(response *http.Response) string {
	if response.StatusCode < 300 || response.StatusCode > 399 {
		return ""
	}
	to, err := response.Location()
	if err != nil {
		return ""
	}
	return to.Scheme + "://" + orDots(to.Host) + "/" + orDots(strings.TrimPrefix(to.EscapedPath(), "/"))
}

// orDots returns a part of a URL, or dots for one that is too long: redaction would not find the first half of a
// secret.
func orDots(part string) string {
	if len(part) > maxPart {
		return "…"
	}
	return part
}
