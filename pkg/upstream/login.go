package upstream

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

const (
	loginPath  = "/auth/login"
	logoutPath = "/auth/logout"
	// refusedLogin is how long a login that was refused is not tried again: a wrong password stays wrong.
	refusedLogin = time.Minute
	// brokenLogin is how long a login that broke is not tried again: those of a minute stay within what Storm takes.
	brokenLogin = aMinute / (loginsAMinute - 1)
	// standardLife is how long a Storm token lives. Source: Storm "Login".
	standardLife = 900 * time.Second
)

// refusals are how a server says that it does not take the user name or the password. Any other status tells nothing of them.
var refusals = []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusUnprocessableEntity}

// post sends a body to one of Storm's own paths.
type post func(ctx context.Context, path string, headers map[string]string, body []byte) protocol.Answer

// grant is a token that a login gave.
type grant struct {
	accessToken string
	token
}

// logIn asks for a token once. The error of a login that the server refused says for how long it stands.
func (m *member) logIn(ctx context.Context) (grant, error) {
	taken, wait := m.logins.ledger.take(m.host, m.now())
	if taken == nil {
		return grant{}, m.notYet(wait)
	}
	body, err := json.Marshal(map[string]string{"username": m.username, "password": m.password})
	if err != nil {
		taken.giveBack()
		return grant{}, refuse(protocol.Settings, err.Error())
	}
	headers := maps.Clone(m.fixed)
	headers["Content-Type"] = "application/json"
	began := m.now()
	answer := m.post(ctx, loginPath, headers, body)
	loginsTotal.WithLabelValues(outcomeOf(answer)).Inc()
	switch answer.Fault {
	case protocol.DNS, protocol.Refused, protocol.TLS:
		// Nothing was sent, so that the server counts nothing.
		taken.giveBack()
		return grant{}, &refusal{answer: answer}
	}
	taken.settle(m.now())
	if answer.Fault == "" {
		return m.read(answer, began)
	}
	return grant{}, &heldBack{fault: answer.Fault, words: answer.Words, until: m.now().Add(brokenLogin)}
}

func (m *member) notYet(wait time.Duration) error {
	words := fmt.Sprintf("Storm takes %d logins a minute from one address, and they are used up; the next is possible in %s", m.logins.ledger.most, seconds(wait))
	return refuse(protocol.Wait, words)
}

// read reads what a login was answered with.
func (m *member) read(answer protocol.Answer, began time.Time) (grant, error) {
	switch {
	case answer.Status == http.StatusTooManyRequests:
		wait := retryAfter(answer.RetryAfter, m.now())
		if wait <= 0 {
			wait = aMinute
		}
		words := fmt.Sprintf("Storm takes no login now: %s%s", wordsOf(answer), beyond(answer.RetryAfter, m.now()))
		return grant{}, &heldBack{fault: protocol.Wait, words: words, until: m.now().Add(wait)}
	case slices.Contains(refusals, answer.Status):
		words := fmt.Sprintf("%d %s%s", answer.Status, wordsOf(answer), m.hint())
		return grant{}, &heldBack{fault: protocol.Login, words: words, until: m.now().Add(refusedLogin)}
	case answer.Status >= 400 && answer.Status < 500:
		return grant{}, &heldBack{status: answer.Status, words: wordsOf(answer), until: m.now().Add(refusedLogin)}
	case answer.Status != http.StatusOK:
		wait := max(brokenLogin, retryAfter(answer.RetryAfter, m.now()))
		return grant{}, &heldBack{status: answer.Status, words: wordsOf(answer), until: m.now().Add(wait)}
	}
	var given struct {
		Data struct {
			AccessToken   string          `json:"accessToken"`
			RemainingTime json.RawMessage `json:"remainingTime"`
		} `json:"data"`
	}
	if err := json.Unmarshal([]byte(answer.Text), &given); err != nil || given.Data.AccessToken == "" {
		return grant{}, &heldBack{fault: protocol.Login, words: "the answer to the login holds no access token", until: m.now().Add(refusedLogin)}
	}
	// How much is left, and not the date: the clock of the server can be off.
	remaining, err := strconv.ParseFloat(strings.Trim(string(given.Data.RemainingTime), `"`), 64)
	lives := time.Duration(remaining * float64(time.Millisecond))
	if err != nil || lives <= 0 {
		lives = standardLife
	}
	ends := began.Add(lives)
	return grant{given.Data.AccessToken, token{ends: ends, renews: renewal(lives, ends)}}, nil
}

// hint tells of what cannot be seen in a password's field.
func (m *member) hint() string {
	if strings.TrimSpace(m.password) != m.password {
		return " (the password begins or ends with a blank)"
	}
	return ""
}

const (
	// longestWords is how many characters of a Storm error are repeated, and lookedAt in how many bytes of it they are looked for.
	longestWords, lookedAt = 300, 4_000
)

// wordsOf is the message of a Storm error, else the start of whatever came.
func wordsOf(answer protocol.Answer) string {
	var given struct {
		Message string `json:"message"`
	}
	words := answer.Text
	if err := json.Unmarshal([]byte(words), &given); err == nil && given.Message != "" {
		words = given.Message
	}
	words = strings.Join(strings.Fields(words[:min(len(words), lookedAt)]), " ")
	if words = protocol.Shortened(words, longestWords); words == "" {
		return "no words of its own"
	}
	return words
}

// heldBack is a refusal that stands for a while, in which no login is tried.
type heldBack struct {
	fault protocol.Fault
	// status is what a server answered that did not refuse the login, 0 where there is a fault.
	status int
	words  string
	until  time.Time
}

func (h *heldBack) Error() string { return h.words }

func (h *heldBack) at(now time.Time) error {
	words := fmt.Sprintf("%s; the next login is tried in %s", h.words, seconds(h.until.Sub(now)))
	if h.status == 0 {
		return refuse(h.fault, words)
	}
	return &refusal{answer: ofLogin(h.status, "at the login: "+words)}
}

// ofLogin is what a login was answered as the answer to a request that needs it: the one table of advice by status holds for both.
func ofLogin(status int, words string) protocol.Answer {
	if status == http.StatusNotFound {
		// As JSON it would tell of what the request names.
		return protocol.Answer{IsOfLogin: true, Status: status, ContentType: "text/plain", Text: words}
	}
	return protocol.Answer{IsOfLogin: true, Status: status, ContentType: "application/json", Text: messageOf(words)}
}

// messageOf is a JSON error as both services write theirs.
func messageOf(words string) string {
	// A text always becomes JSON.
	text, _ := json.Marshal(map[string]string{"message": words})
	return string(text)
}

// seconds are a wait in words.
func seconds(wait time.Duration) string {
	return strconv.Itoa(wholeSeconds(wait)) + " s"
}

// wholeSeconds rounds a wait up, so that whoever waits as long has waited long enough.
func wholeSeconds(wait time.Duration) int {
	return int((wait + time.Second - 1) / time.Second)
}

// asRefusal makes any error of a login one that can be answered.
func asRefusal(err error, now time.Time) error {
	var held *heldBack
	var refused *refusal
	switch {
	case errors.As(err, &held):
		return held.at(now)
	case errors.As(err, &refused):
		return refused
	}
	return &refusal{answer: faultOf(err)}
}
