package simulator

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/peerlens/peerlens-quality-datasource/testdata/documents"
)

// kind is what a request asks for, as far as modes and documents tell it apart.
type kind string

const (
	peerStats  kind = "peer stats"
	substream  kind = "substream"
	metadata   kind = "metadata"
	streamList kind = "streams"
	// list is any list but that of streams.
	list  kind = "list"
	other kind = "other"
)

// request is a request without the prefixes that only the simulator knows.
type request struct {
	service  service
	kind     kind
	faults   []fault
	document *document
	path     string
	// escapedPath is path as it was sent.
	escapedPath string
}

// document is a fixed answer to requests of one kind.
type document struct {
	name string
	kind kind
	text []byte
}

var fixed = []document{
	{name: "100ms-peer-stats", kind: peerStats, text: documents.PeerStats},
	{name: "storm-substream", kind: substream, text: documents.Substream},
	{name: "storm-metadata", kind: metadata, text: documents.Metadata},
}

var kinds = []struct {
	pattern *regexp.Regexp
	kind    kind
}{
	{regexp.MustCompile(`^/v2/analytics/peer-stats$`), peerStats},
	{regexp.MustCompile(`^/v2/(rooms|sessions|analytics/events)$`), list},
	{regexp.MustCompile(`^/api/streams/[^/]+/[^/]+/[^/]+$`), substream},
	{regexp.MustCompile(`^/api/streams/[^/]+/[^/]+/[^/]+/metadata$`), metadata},
	{regexp.MustCompile(`^/api/streams$`), streamList},
	{regexp.MustCompile(`^/api/(applications|streams/[^/]+/[^/]+/[^/]+/journal)$`), list},
	{regexp.MustCompile(``), other},
}

var services = []struct {
	prefix  string
	service service
}{
	{"/v2/", hundredMS},
	{"/api/", storm},
}

// readRequest reads a request's prefixes, in any order, and what stands behind them. Refuses one that it cannot read, in words for whoever wrote the URL.
func readRequest(r *http.Request) (request, *answer) {
	var asked request
	rest := r.URL.EscapedPath()
	for {
		prefix, value, behind := cutPrefix(rest)
		if prefix == "" {
			break
		}
		switch prefix {
		case "faults":
			faults, err := readModes(value)
			if err != nil {
				return asked, refusal(http.StatusBadRequest, err.Error())
			}
			asked.faults = append(asked.faults, faults...)
		case "documents":
			found, err := documentOf(value)
			if err != nil {
				return asked, refusal(http.StatusNotFound, err.Error())
			}
			asked.document = found
		}
		rest = behind
	}
	asked.escapedPath = rest
	path, err := url.PathUnescape(rest)
	if err != nil {
		return asked, refusal(http.StatusBadRequest, err.Error())
	}
	asked.path = path
	for _, row := range services {
		if strings.HasPrefix(rest, row.prefix) {
			asked.service = row.service
		}
	}
	if asked.service == "" {
		return asked, refusal(http.StatusNotFound, "Not found: the simulator answers /v2/… as 100ms and /api/… as Storm")
	}
	for _, row := range kinds {
		if row.pattern.MatchString(rest) {
			asked.kind = row.kind
			break
		}
	}
	return asked, nil
}

// cutPrefix cuts `/faults/<value>` or `/documents/<value>` from the front of an escaped path.
func cutPrefix(path string) (prefix, value, rest string) {
	for _, prefix := range []string{"faults", "documents"} {
		behind, isPrefixed := strings.CutPrefix(path, "/"+prefix+"/")
		if !isPrefixed {
			continue
		}
		value := behind
		if slash := strings.IndexByte(behind, '/'); slash >= 0 {
			value = behind[:slash]
		}
		rest := behind[len(value):]
		if unescaped, err := url.PathUnescape(value); err == nil {
			value = unescaped
		}
		return prefix, value, rest
	}
	return "", "", path
}

func documentOf(name string) (*document, error) {
	names := make([]string, 0, len(fixed))
	for i, row := range fixed {
		if row.name == name {
			return &fixed[i], nil
		}
		names = append(names, row.name)
	}
	return nil, fmt.Errorf("there is no document %q; there are %s", name, strings.Join(names, ", "))
}
