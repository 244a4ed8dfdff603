package middleware

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/peerlens/peerlens-quality-datasource/pkg/engine"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/settings"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/fields"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/redact"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/routes"
)

// maxQuoted is how many characters are kept of a body that is not JSON: the core shows its heading or start in an
// error. They are redacted within the first maxSearched bytes, so that no secret is cut at their end.
const maxQuoted, maxSearched = 2_000, 64 << 10

// Reduce keeps the fields of an answer that the core reads for its route. In those it redacts the instance's secrets
// and, in free text, network addresses. It is directly before Transport: no other step sees, logs, caches or passes on
// the raw answer of an upstream. A successful login passes unchanged.
func Reduce(secrets []string) Middleware {
	redactors := redactors{secrets: secrets}
	return func(next Handler) Handler {
		return func(ctx context.Context, request *Request) Response {
			response := next(ctx, request)
			redactor := redactors.with(request.Headers)
			response.Answer = withoutSecrets(response.Answer, redactor)
			if request.Route.Name == "" && response.IsSuccess() {
				return response
			}
			kept := routes.ErrorFields
			if response.IsSuccess() {
				kept = request.Route.Fields
			}
			response.Text, response.IsDocument = reduce(response.Text, kept, response.IsSuccess(), redactor)
			if request.Route.IsPrivate && !response.IsDocument && response.Text != "" {
				response.Text = omitted
			}
			return response
		}
	}
}

// withoutSecrets redacts and truncates the texts of an answer besides its body.
func withoutSecrets(answer protocol.Answer, redactor *redact.Redactor) protocol.Answer {
	for _, text := range []*string{&answer.Detail, &answer.ContentType, &answer.RetryAfter, &answer.Location} {
		*text = protocol.SingleLine(redactor.Error(*text))
	}
	return answer
}

// omitted stands for a body that is not JSON and may have data of people.
const omitted = "…"

const byteOrderMark = "\ufeff"

// reduce returns the kept part of a body, and whether the body is JSON, or the empty body of a
// success: nothing is there. A byte order mark is not part of a document.
func reduce(body string, kept *fields.KeepList, isSuccess bool, redactor *redact.Redactor) (text string, isDocument bool) {
	body = strings.ToValidUTF8(body, "\ufffd")
	document := strings.TrimPrefix(body, byteOrderMark)
	mark := body[:len(body)-len(document)]
	clean := func(text string, isFreeText bool) string {
		if isFreeText {
			text = redact.Addresses(text)
		}
		if isSuccess {
			return redactor.Value(text)
		}
		return redactor.Error(text)
	}
	// The engine's reader is slower, and takes documents of any depth and NaN, as the core does.
	if json.Valid([]byte(document)) || engine.IsJSON(document) {
		return mark + kept.Project(document, clean), true
	}
	start := strings.TrimLeft(document, " \t\r\n")
	if start == "" {
		return "", isSuccess
	}
	if strings.HasPrefix(start, "{") || strings.HasPrefix(start, "[") {
		// Half a document, as far as it was read. The ellipsis keeps it from parsing as a complete document.
		document = kept.Project(start, clean) + omitted
	}
	document = document[:min(len(document), maxSearched)]
	return mark + protocol.Truncate(redact.Addresses(redactor.Error(document)), maxQuoted), false
}

// redactors returns the redactor of a request: for the secrets of the settings, and for the token that was sent, which
// can be older than the current one. Tokens change rarely, so the last redactor is reused most of the time.
type redactors struct {
	secrets []string

	mu      sync.Mutex
	headers map[string]string
	last    *redact.Redactor
}

func (r *redactors) with(headers map[string]string) *redact.Redactor {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.last == nil || !maps.Equal(r.headers, headers) {
		secrets := slices.Clone(r.secrets)
		for _, value := range headers {
			secrets = append(secrets, strings.TrimPrefix(value, settings.Bearer))
		}
		r.headers, r.last = headers, redact.New(secrets...)
	}
	return r.last
}
