package upstream

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/tracing"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
)

// asking is one request of a route on its way: as many of HTTP as it takes.
type asking struct {
	client  *Client
	request protocol.Request
	// url is the address of its route, with the IDs in it.
	url string
	// isAnew says that whoever asks wants to know whether what holds its route still does.
	isAnew bool
	// wait says whether anybody waits as long as a retry or a free place would take.
	wait patience
	// requests counts those that left.
	requests int
	// isRepeated says that one of them was sent again with other headers.
	isRepeated bool
}

// answer asks, with retries.
func (a *asking) answer(ctx context.Context) protocol.Answer {
	ctx, span := tracing.DefaultTracer().Start(ctx, "peerlens upstream "+a.request.Route)
	defer span.End()
	answer := a.stamped(a.patiently(ctx))
	outcome := outcomeOf(answer)
	span.SetAttributes(attribute.String("outcome", outcome), attribute.Int("requests", a.requests), attribute.Int("bytes", len(answer.Text)))
	// An answer as hoped is told by its span and the metrics alone: a line for each took a fifth of the time of all that is done here.
	if answer.Status != http.StatusOK && answer.HeldBy == nil {
		span.SetStatus(codes.Error, outcome)
		backend.Logger.FromContext(ctx).Warn("An upstream did not answer as hoped", "service", a.client.service, "route", a.request.Route, "outcome", outcome,
			"requests", a.requests, "words", answer.Words)
	}
	return answer
}

// stamped notes on an answer when it arrived and how many requests left for it.
func (a *asking) stamped(answer protocol.Answer) protocol.Answer {
	answer.Requests = a.requests
	if answer.At.IsZero() {
		answer.At = a.client.now()
	}
	return answer
}

// patiently repeats what may fare better a moment later, within the time there is.
func (a *asking) patiently(ctx context.Context) protocol.Answer {
	for retries := 0; ; {
		answer, wasReset := a.inPlace(ctx)
		now := a.client.now()
		wait, isWorthIt := pauseBefore(retries, answer, wasReset, now)
		if !isWorthIt || !a.wait(a.stamped(answer), now.Add(wait)) || !a.client.pause(ctx, wait) {
			return answer
		}
		// Whom another's answer holds back has made no request.
		if answer.HeldBy == nil {
			retries++
		}
	}
}

// inPlace gets the URL once there is a place among the requests that are open, unless it is refused meanwhile. Who waits to try again
// holds none.
func (a *asking) inPlace(ctx context.Context) (answer protocol.Answer, wasReset bool) {
	if standing, isHeld := a.held(); isHeld {
		return standing, false
	}
	leave, err := enter(ctx, a.client.open)
	if err != nil {
		return faultOf(err), false
	}
	defer leave()
	answer, wasReset, mayRepeat := a.authenticated(ctx)
	if mayRepeat {
		a.isRepeated = true
		answer, wasReset = a.repeated(ctx)
	}
	return answer, wasReset
}

// repeated gets the URL with the headers that take the place of those that were refused. One at a time does: where they are refused too,
// the others need not ask.
func (a *asking) repeated(ctx context.Context) (answer protocol.Answer, wasReset bool) {
	leave, err := enter(ctx, a.client.repeating)
	if err != nil {
		return faultOf(err), false
	}
	defer leave()
	answer, wasReset, _ = a.authenticated(ctx)
	return answer, wasReset
}

// enter waits until there is room.
func enter(ctx context.Context, room chan struct{}) (leave func(), err error) {
	select {
	case room <- struct{}{}:
		return func() { <-room }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// held gives the refusal that stands for the request.
func (a *asking) held() (protocol.Answer, bool) {
	standing, isHeld := a.client.holds.of(a.request.Route, a.isAnew, a.client.now())
	return shared(standing), isHeld
}

// authenticated makes one request, with the headers of this moment, and notes a refusal before anybody is given its place. Where other
// headers may fare better, nothing is refused yet.
func (a *asking) authenticated(ctx context.Context) (answer protocol.Answer, wasReset, mayRepeat bool) {
	headers, err := a.client.auth.headers(ctx)
	if err != nil {
		return a.client.clean(answerTo(err), nil), false, false
	}
	if standing, isHeld := a.held(); isHeld {
		return standing, false, false
	}
	answer, wasReset = a.get(ctx, headers)
	isOfRoute := false
	switch answer.Status {
	case http.StatusOK:
		a.client.auth.accepted(headers, a.request.Route)
	case http.StatusUnauthorized, http.StatusForbidden:
		answer.Auth = a.client.connection.credentials.kind
		verdict := a.client.auth.refused(headers, refused{route: a.request.Route, status: answer.Status, isRepeated: a.isRepeated})
		if verdict.mayRepeat && !a.isRepeated {
			return answer, false, true
		}
		isOfRoute = verdict.isOfRoute
	}
	a.client.holds.note(a.request, answer, isOfRoute, a.client.now())
	return answer, wasReset, false
}

// get makes one request of HTTP, unless nobody waits for it any more.
func (a *asking) get(ctx context.Context, headers map[string]string) (answer protocol.Answer, wasReset bool) {
	if late := protocol.Refusal(protocol.Timeout, "the requests before it took all the time there was"); !a.wait(a.stamped(late), a.client.now()) {
		return late, false
	}
	began := time.Now()
	answer, err := a.client.send(ctx, http.MethodGet, a.url, headers, nil)
	answer.At = a.client.now()
	a.requests++
	requestsTotal.WithLabelValues(string(a.client.service), a.request.Route, outcomeOf(answer)).Inc()
	requestSeconds.WithLabelValues(string(a.client.service), a.request.Route).Observe(time.Since(began).Seconds())
	answer = a.client.clean(answer, headers)
	answer.Text = routes[a.request.Route].discreet(answer.Text)
	return answer, isReset(err)
}

// answerTo is the answer of a request that could not be authenticated.
func answerTo(err error) protocol.Answer {
	var refused *refusal
	if errors.As(err, &refused) {
		return refused.answer
	}
	return faultOf(err)
}
