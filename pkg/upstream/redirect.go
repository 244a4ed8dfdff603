package upstream

import (
	"net/http"
	"strings"
)

// longestPart is the longest host or path that is said, in bytes. Two of them fit into what the core repeats.
const longestPart = 100

// redirectOf says in words where a redirect leads, which tells what the URL should be. It leaves out all that can hold a secret: user name,
// query string and fragment, and the page that most servers send along, with the whole address in it.
func redirectOf(response *http.Response) (leads string, isRedirect bool) {
	if response.StatusCode < 300 || response.StatusCode > 399 {
		return "", false
	}
	to, err := response.Location()
	if err != nil {
		return "", false
	}
	return "it leads to " + to.Scheme + "://" + orDots(to.Host) + "/" + orDots(strings.TrimPrefix(to.EscapedPath(), "/")), true
}

// orDots is a part of a URL, or dots for one that is too long: cut within a secret, its first half would not be known as one.
func orDots(part string) string {
	if len(part) > longestPart {
		return "…"
	}
	return part
}
