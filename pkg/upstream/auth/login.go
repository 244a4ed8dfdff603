package auth

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/settings"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/metrics"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/ratelimit"
)

const (
	loginPath  = "/auth/login"
	logoutPath = "/auth/logout"
	// rejectedLoginCooldown is how long a rejected login is not tried again: a wrong password stays wrong.
	rejectedLoginCooldown = time.Minute
	// failedLoginCooldown is the same for other failures. It allows four logins a minute, one less than Storm's limit.
	failedLoginCooldown = time.Minute / (loginsPerMinute - 1)
	// defaultLife is the lifetime of a Storm token. Source: Storm "Login".
	defaultLife = 900 * time.Second
	// maxBody is how much of a login's error is kept, in bytes.
	maxBody = 4_000
)

// rejections are the statuses of a rejected user name or password. Any other status is not about them.
var rejections = []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusUnprocessableEntity}

// loginError is a failed login. The next one is not tried before its time.
type loginError struct {
	answer protocol.Answer
	until  time.Time
}

func (e *loginError) Error() string { return e.answerAt(e.until).Error() }

// answerAt returns the answer to a request that needs the login.
func (e *loginError) answerAt(now time.Time) *Error {
	answer := e.answer
	login := *e.answer.Login
	login.RetryIn = protocol.CeilSeconds(max(0, e.until.Sub(now)))
	answer.Login = &login
	return &Error{Answer: answer}
}

// logIn logs in once. Every error is a *loginError.
func (s *loginSource) logIn(ctx context.Context) (Token, error) {
	reserved, wait := s.registry.limit.Reserve(s.host, s.now())
	if reserved == nil {
		return Token{}, failedLogin(protocol.Answer{Fault: protocol.LoginLimited}, s.now().Add(wait))
	}
	body, _ := json.Marshal(map[string]string{"username": s.username, "password": s.password}) // Texts always become JSON.
	headers := maps.Clone(s.headers)
	headers["Content-Type"] = "application/json"
	began := s.now()
	answer := s.post(ctx, loginPath, headers, body)
	metrics.Logins.WithLabelValues(metrics.Outcome(answer)).Inc()
	switch answer.Fault {
	case protocol.DNS, protocol.Refused, protocol.TLS:
		// The login was not sent, so the server did not count it.
		reserved.Cancel()
		return Token{}, failedLogin(answer, began)
	}
	reserved.Commit(s.now())
	if answer.Fault != "" {
		return Token{}, failedLogin(answer, s.now().Add(failedLoginCooldown))
	}
	return s.read(answer, began)
}

func failedLogin(answer protocol.Answer, until time.Time) *loginError {
	if answer.Login == nil {
		answer.Login = &protocol.Login{}
	}
	return &loginError{answer: answer, until: until}
}

// read reads the answer to a login.
func (s *loginSource) read(answer protocol.Answer, began time.Time) (Token, error) {
	retryAfter := ratelimit.RetryAfter(answer.RetryAfter, s.now())
	switch {
	case answer.Status == http.StatusTooManyRequests:
		if retryAfter <= 0 {
			retryAfter = time.Minute
		}
		return Token{}, failedLogin(s.asFault(protocol.LoginLimited, answer), s.now().Add(retryAfter))
	case slices.Contains(rejections, answer.Status):
		return Token{}, failedLogin(s.asFault(protocol.LoginRejected, answer), s.now().Add(rejectedLoginCooldown))
	case answer.Status >= 400 && answer.Status < 500:
		return Token{}, failedLogin(answer, s.now().Add(rejectedLoginCooldown))
	case answer.Status != http.StatusOK:
		return Token{}, failedLogin(answer, s.now().Add(max(failedLoginCooldown, retryAfter)))
	}
	var given struct {
		Data struct {
			AccessToken   string          `json:"accessToken"`
			RemainingTime json.RawMessage `json:"remainingTime"`
		} `json:"data"`
	}
	if err := json.Unmarshal([]byte(answer.Text), &given); err != nil || given.Data.AccessToken == "" {
		missing := protocol.NotSent(protocol.LoginRejected, "the answer to the login contains no access token")
		if text := strings.TrimSpace(answer.Text); strings.HasPrefix(text, "<") {
			// A web page, such as the login page of a proxy. Any other text may be a token in an unexpected place.
			missing = s.asFault(protocol.LoginRejected, answer)
		}
		return Token{}, failedLogin(missing, s.now().Add(rejectedLoginCooldown))
	}
	// The remaining time and not the date, because the clock of the server can be wrong.
	remaining, err := strconv.ParseFloat(strings.Trim(string(given.Data.RemainingTime), `"`), 64)
	life := time.Duration(remaining * float64(time.Millisecond))
	if err != nil || life <= 0 {
		life = defaultLife
	}
	headers := maps.Clone(s.headers)
	headers[settings.Authorization] = settings.Bearer + given.Data.AccessToken
	expires := began.Add(life)
	return Token{Headers: headers, Expires: expires, Renews: renewal(life, expires)}, nil
}

// asFault converts the answer to a login to a fault: the request that needs the login has no answer.
func (s *loginSource) asFault(fault protocol.Fault, answer protocol.Answer) protocol.Answer {
	return protocol.Answer{Fault: fault, Login: &protocol.Login{
		Status: answer.Status, Text: strings.ToValidUTF8(answer.Text[:min(len(answer.Text), maxBody)], ""), RetryAfter: answer.RetryAfter,
		IsPadded: strings.TrimSpace(s.password) != s.password,
	}}
}
