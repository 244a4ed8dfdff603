package middleware

import (
	"net/http"
	"strings"
)

// maxPart is the longest host or path of a redirect that is shown, in bytes. Two of them fit into what the core shows.
const maxPart = 100

// locationOf returns where a redirect leads, which tells what the URL should be. It leaves out all that can hold a
// secret: user name, query string and fragment. Empty for any other answer.
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

// orDots is a part of a URL, or dots for one that is too long: the first half of a secret would not be found.
func orDots(part string) string {
	if len(part) > maxPart {
		return "…"
	}
	return part
}
