// Package simulator is the demo generator behind HTTP: 100ms and Storm as a data source meets them, with their auth, their errors, and
// faults that the path of a request asks for.
//
//	/v2/…, /api/…                     the generator's answer
//	/api/auth/login, /api/auth/logout Storm's login, by POST
//	/documents/<name>/…               the sample document of a reference page, for any IDs
//	/faults/<mode>[,<mode>…]/…        the answer of what follows, with these modes at work on it
//	/simulator/requests               how many requests there were: GET reads, DELETE starts anew
//
// Nothing is kept between requests but their count and Storm's logins, so that tests can share one simulator.
package simulator

import (
	"io"
	"net/http"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/demo"
)

// Options is what a simulator can be given.
type Options struct {
	// Now is its clock, time.Now where it is nil.
	Now func() time.Time
	// TokenLife is how long a Storm token lives, 900 s where it is 0.
	TokenLife time.Duration
	// LoginsAMinute is how many logins an address has in a minute, 5 where it is 0.
	LoginsAMinute int
}

// simulator answers everything but its own count.
type simulator struct {
	now       func() time.Time
	generator http.RoundTripper
	logins    *logins
}

// Handler gives a simulator. It is safe for concurrent use.
func Handler(options Options) http.Handler {
	now := options.Now
	if now == nil {
		now = time.Now
	}
	made := &simulator{now: now, generator: demo.NewTransport(now), logins: newLogins(options, now)}
	return &counted{next: made, byPath: map[string]int{}}
}

func (s *simulator) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	asked, refused := readRequest(r)
	if refused != nil {
		refused.write(w)
		return
	}
	for _, fault := range asked.faults {
		if fault.wait != nil && fault.wait(r.Context()) != nil {
			return
		}
	}
	given, err := s.answer(asked, r)
	if err != nil {
		// The generator fails only when the client is gone.
		return
	}
	deliver := answer.write
	for _, fault := range asked.faults {
		if fault.change != nil {
			given = fault.change(asked, given, s.now())
		}
		if fault.deliver != nil {
			deliver = fault.deliver
		}
	}
	deliver(given, w)
}

// answer is what the service would say, were there no faults.
func (s *simulator) answer(asked request, r *http.Request) (answer, error) {
	if asked.service == storm && asked.path == loginPath {
		return s.logins.login(r), nil
	}
	if !s.isAuthorized(asked.service, r.Header) {
		return errorOf(asked.service, http.StatusUnauthorized, s.now()), nil
	}
	if !isPermitted(asked, r.Header) {
		return errorOf(asked.service, http.StatusForbidden, s.now()), nil
	}
	if asked.service == storm && asked.path == logoutPath {
		return s.logins.logout(r), nil
	}
	if asked.document != nil && asked.document.kind == asked.kind && r.Method == http.MethodGet {
		return answer{status: http.StatusOK, header: jsonHeader(), body: asked.document.text}, nil
	}
	passed := r.Clone(r.Context())
	passed.URL.Path, passed.URL.RawPath = asked.path, asked.escapedPath
	query := passed.URL.Query()
	for _, fault := range asked.faults {
		if fault.ask != nil {
			fault.ask(query)
			passed.URL.RawQuery = query.Encode()
		}
	}
	response, err := s.generator.RoundTrip(passed)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	return answer{status: response.StatusCode, header: response.Header, body: body}, err
}
