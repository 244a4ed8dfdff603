package middleware

import (
	"context"
	"errors"
	"net/http"

	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/auth"
)

// Authenticate sends a request with a token, and once more with another token if the first was rejected and another may
// help. It is after Concurrency, so that a token does not age in the queue, and after Cooldown, which
// sees only the last rejection. `kind` is the kind of auth as the settings name it.
func Authenticate(source auth.Source, kind string) Middleware {
	return func(next Handler) Handler {
		return func(ctx context.Context, request *Request) Response {
			response, mayRepeat := attempt(ctx, request, next, source, false)
			if mayRepeat {
				response, _ = attempt(ctx, request, next, source, true)
				response.WasReauthenticated = response.IsSuccess()
			}
			if isRejected(response) {
				response.Auth = kind
			}
			return response
		}
	}
}

func attempt(ctx context.Context, request *Request, next Handler, source auth.Source, isRepeated bool) (response Response, mayRepeat bool) {
	token, err := source.Token(ctx)
	if failed := (*auth.Error)(nil); errors.As(err, &failed) {
		return Response{Answer: failed.Answer}, false
	} else if err != nil {
		return Response{Answer: AnswerFor(err)}, false
	}
	request.Headers = token.Headers
	response = next(ctx, request)
	switch {
	case response.BlockedBy != nil:
	case response.IsSuccess():
		source.OnSuccess(token, request.Route.Name)
	case isRejected(response):
		verdict := source.OnRejection(token, auth.Rejection{Route: request.Route.Name, Status: response.Status, IsRepeated: isRepeated})
		response.IsRouteOnly, mayRepeat = verdict.IsRouteOnly, verdict.MayRepeat
	}
	return response, mayRepeat
}

func isRejected(response Response) bool {
	return response.Status == http.StatusUnauthorized || response.Status == http.StatusForbidden
}
