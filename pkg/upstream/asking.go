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
	// wait says whether anybody waits as long as a retry or a free place would take.
	wait patience
	// requests counts those that left.
	requests int
}

// answer asks, with retries.
func (a *asking) answer(ctx context.Context) protocol.Answer {
	ctx, span := tracing.DefaultTracer().Start(ctx, "peerlens upstream "+a.request.Route)
	defer span.End()
	answer := a.stamped(a.patiently(ctx))
	outcome := outcomeOf(answer)
	span.SetAttributes(attribute.String("outcome", outcome), attribute.Int("requests", a.requests), attribute.Int("bytes", len(answer.Text)))
	// An answer as hoped is told by its span and the metrics alone: a line for each took a fifth of the time of all that is done here.
	if answer.Status != http.StatusOK {
		span.SetStatus(codes.Error, outcome)
		backend.Logger.FromContext(ctx).Warn("An upstream did not answer as hoped", "service", a.client.service, "route", a.request.Route, "outcome", outcome,
			"requests", a.requests, "words", answer.Words)
	}
	return answer
}

// stamped notes on an answer when it arrived and how many requests left for it.
func (a *asking) stamped(answer protocol.Answer) protocol.Answer {
	answer.Requests, answer.At = a.requests, a.client.now()
	return answer
}

// patiently repeats what may fare better a moment later, within the time there is.
func (a *asking) patiently(ctx context.Context) protocol.Answer {
	for retries := 0; ; retries++ {
		answer, wasReset := a.authenticated(ctx)
		now := a.client.now()
		wait, isWorthIt := pauseBefore(retries, answer, wasReset, now)
		if !isWorthIt || !a.wait(a.stamped(answer), now.Add(wait)) || !a.client.pause(ctx, wait) {
			return answer
		}
	}
}

// authenticated gets the URL, and once more with other headers where the first were refused.
func (a *asking) authenticated(ctx context.Context) (answer protocol.Answer, wasReset bool) {
	for isRepeated := false; ; isRepeated = true {
		headers, err := a.client.auth.headers(ctx)
		if err != nil {
			return a.client.clean(answerTo(err), nil), false
		}
		answer, wasReset = a.get(ctx, headers)
		if answer.Status != http.StatusUnauthorized && answer.Status != http.StatusForbidden {
			return answer, wasReset
		}
		answer.Auth = a.client.connection.credentials.kind
		if routes[a.request.Route].isBeside || !a.client.auth.refused(headers, answer.Status) || isRepeated {
			return answer, false
		}
	}
}

// get makes one request of HTTP once there is a place among those that are open. Who waits to try again holds none.
func (a *asking) get(ctx context.Context, headers map[string]string) (answer protocol.Answer, wasReset bool) {
	select {
	case a.client.open <- struct{}{}:
		defer func() { <-a.client.open }()
	case <-ctx.Done():
		return faultOf(ctx.Err()), false
	}
	if late := protocol.Refusal(protocol.Timeout, "the requests before it took all the time there was"); !a.wait(a.stamped(late), a.client.now()) {
		return late, false
	}
	began := time.Now()
	answer, err := a.client.send(ctx, http.MethodGet, a.url, headers, nil)
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
