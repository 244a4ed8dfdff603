// Package simulator is the demo behind HTTP: 100ms and Storm as a data source meets them, with their authentication,
// their errors, and faults that the path of a request asks for.
//
//	/v2/…, /api/…                       the demo's answer
//	/api/auth/login, /api/auth/logout   Storm's login, by POST
//	/documents/<name>/…                 the sample document of a reference page, for any IDs
//	/faults/<fault>[,<fault>…]/…        the answer of what follows, with these faults; see Faults
//
// It keeps nothing between requests but Storm's logins, so tests can share one simulator.
package simulator

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/demo"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/testdata/documents"
)

type simulator struct {
	now    func() time.Time
	demo   http.RoundTripper
	logins *logins
}

// Handler returns a simulator with a clock. It is safe for concurrent use.
func Handler(now func() time.Time) http.Handler {
	return HandlerWithTokens(now, TokenLife)
}

// HandlerWithTokens returns a simulator whose Storm tokens live as long as tokenLife.
func HandlerWithTokens(now func() time.Time, tokenLife time.Duration) http.Handler {
	return &simulator{now: now, demo: demo.NewTransport(now), logins: newLogins(now, tokenLife)}
}

func (s *simulator) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if response, err := s.answer(r, r.URL.EscapedPath()); err == nil { // Otherwise the client is gone.
		response.write(r.Context(), w)
	}
}

// sample is the document of a reference page, and which paths it answers.
type sample struct {
	text    []byte
	pattern string
}

var samples = map[string]sample{
	"100ms-peer-stats": {documents.PeerStats, "/v2/analytics/peer-stats"},
	"storm-substream":  {documents.Substream, "/api/streams/*/*/*"},
	"storm-metadata":   {documents.Metadata, "/api/streams/*/*/*/metadata"},
}

// answer reads the prefixes of a path and answers the rest. It fails when the client is gone.
func (s *simulator) answer(r *http.Request, escaped string) (answer, error) {
	var faults []string
	var document sample
	for {
		if list, rest, isFault := cutPrefix(escaped, "/faults/"); isFault {
			faults, escaped = append(faults, strings.Split(list, ",")...), rest
		} else if name, rest, isDocument := cutPrefix(escaped, "/documents/"); isDocument {
			document, isDocument = samples[name]
			if escaped = rest; !isDocument {
				return jsonAnswer(http.StatusNotFound, map[string]any{"message": "There is no document " + name}), nil
			}
		} else {
			break
		}
	}
	response, err := s.serviceAnswer(r, escaped, document)
	if err != nil {
		return answer{}, err
	}
	return s.withFaults(r, response, escaped, faults)
}

// cutPrefix cuts a prefix and the segment behind it from an escaped path.
func cutPrefix(path, prefix string) (segment, rest string, isThere bool) {
	behind, isThere := strings.CutPrefix(path, prefix)
	segment, rest, _ = strings.Cut(behind, "/")
	if unescaped, err := url.PathUnescape(segment); err == nil {
		segment = unescaped
	}
	return segment, "/" + rest, isThere
}

// serviceAnswer answers as 100ms or Storm. A sample replaces the demo's document.
func (s *simulator) serviceAnswer(r *http.Request, escaped string, document sample) (answer, error) {
	service := serviceOf(escaped)
	switch {
	case service == "":
		return jsonAnswer(http.StatusNotFound, map[string]any{"message": "Not found: the simulator answers /v2/… as 100ms and /api/… as Storm"}), nil
	case escaped == "/api/auth/login":
		return s.logins.login(r), nil
	case !s.isAuthorized(service, r.Header):
		return s.refuse(service, http.StatusUnauthorized), nil
	case escaped == "/api/auth/logout":
		return s.logins.logout(r), nil
	}
	if isMatch, _ := path.Match(document.pattern, escaped); isMatch {
		return answer{status: http.StatusOK, header: http.Header{"Content-Type": {"application/json"}}, body: document.text}, nil
	}
	passed := r.Clone(r.Context())
	passed.URL.RawPath = escaped
	passed.URL.Path, _ = url.PathUnescape(escaped)
	response, err := s.demo.RoundTrip(passed)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	return answer{status: response.StatusCode, header: response.Header, body: body}, err
}

func serviceOf(path string) protocol.Service {
	switch {
	case strings.HasPrefix(path, "/v2/"):
		return protocol.HundredMS
	case strings.HasPrefix(path, "/api/"):
		return protocol.Storm
	}
	return ""
}

// refuse returns an error in the shape of the service: `{code, message, details}` of 100ms, `{message}` of Storm.
func (s *simulator) refuse(service protocol.Service, status int) answer {
	message := http.StatusText(status)
	if service == protocol.Storm {
		if status == http.StatusUnauthorized {
			return jsonAnswer(status, map[string]any{"message": "Could not authorize with given access token", "timestamp": s.now().UnixMilli()})
		}
		return jsonAnswer(status, map[string]any{"message": message})
	}
	details := []string{}
	if status == http.StatusUnauthorized {
		message, details = "Token validation error", []string{"not found"}
	}
	return jsonAnswer(status, map[string]any{"code": status, "message": message, "details": details})
}

// answer is a whole HTTP answer, before it is sent.
type answer struct {
	status int
	header http.Header
	body   []byte
	// byteDelay is the time after each byte of the body.
	byteDelay time.Duration
	// isAborted is set if the connection breaks in the middle of the body.
	isAborted bool
}

func jsonAnswer(status int, value any) answer {
	body, err := json.Marshal(value)
	if err != nil {
		panic(err) // Only a value that is not JSON fails, and all of these are.
	}
	return answer{status: status, header: http.Header{"Content-Type": {"application/json"}}, body: body}
}

func (a answer) write(ctx context.Context, w http.ResponseWriter) {
	for name, values := range a.header {
		w.Header()[name] = values
	}
	w.WriteHeader(a.status)
	switch {
	case a.isAborted:
		_, _ = w.Write(a.body[:len(a.body)/2])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	case a.byteDelay > 0:
		a.drip(ctx, w)
	default:
		_, _ = w.Write(a.body)
	}
}

// drip writes the body byte by byte, until the client is gone.
func (a answer) drip(ctx context.Context, w http.ResponseWriter) {
	for i := range a.body {
		_, _ = w.Write(a.body[i : i+1])
		_ = http.NewResponseController(w).Flush()
		select {
		case <-time.After(a.byteDelay):
		case <-ctx.Done():
			return
		}
	}
}
