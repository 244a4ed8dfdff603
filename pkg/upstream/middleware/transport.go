package middleware

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
	"github.com/grafana/grafana-plugin-sdk-go/config"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream/ratelimit"
)

// maxBody bounds the body of an answer, in bytes. Grafana's own limit can be lower.
const maxBody = 16 << 20

// Transport makes one HTTP request, body included, within the timeout of the settings. It is the end of the chain. The
// client must not follow redirects: they could lead elsewhere with the token.
func Transport(client *http.Client, timeout time.Duration) Handler {
	return func(ctx context.Context, request *Request) Response {
		ctx, cancel := context.WithTimeout(ctx, timeout)
		defer cancel()
		answer, err := send(ctx, client, request)
		if err != nil {
			return Response{Answer: AnswerFor(err), WasReset: isReset(err)}
		}
		return Response{Answer: answer}
	}
}

// buffers are for reading bodies. A new one for each would be most of what a rule on hundreds of substreams allocates.
var buffers = sync.Pool{New: func() any {
	buffer := make([]byte, 32<<10)
	return &buffer
}}

func send(ctx context.Context, client *http.Client, request *Request) (protocol.Answer, error) {
	outgoing, err := http.NewRequestWithContext(withBodyLimit(ctx), request.Method, request.URL, bytes.NewReader(request.Body))
	if err != nil {
		return protocol.Answer{}, err
	}
	outgoing.Header.Set("Accept", "application/json")
	for name, value := range request.Headers {
		outgoing.Header.Set(name, value)
	}
	incoming, err := client.Do(outgoing)
	if err != nil {
		return protocol.Answer{}, err
	}
	defer func() { _ = incoming.Body.Close() }()
	var body strings.Builder
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	if _, err := io.CopyBuffer(&body, incoming.Body, *buffer); err != nil {
		return protocol.Answer{}, err
	}
	answer := protocol.Answer{
		Status:      incoming.StatusCode,
		ContentType: incoming.Header.Get("Content-Type"),
		RetryAfter:  incoming.Header.Get("Retry-After"),
		Location:    locationOf(incoming),
		Bytes:       body.Len(),
	}
	if answer.Status == http.StatusTooManyRequests && answer.RetryAfter == "" {
		answer.RetryAfter = ratelimit.FromMessage(body.String())
	}
	// The page of a redirect contains the whole address on most servers.
	if answer.Location == "" {
		answer.Text = body.String()
	}
	return answer, nil
}

func withBodyLimit(ctx context.Context) context.Context {
	limit := int64(maxBody)
	if lower := config.GrafanaConfigFromContext(ctx).ResponseLimit(); lower > 0 {
		limit = min(limit, lower)
	}
	return httpclient.WithResponseLimit(ctx, limit)
}

// maxPart is the longest host or path of a redirect in a message, in bytes. Two of them fit into a message of the core.
const maxPart = 100

// locationOf returns the target of a redirect, which often is the right URL for the settings. It leaves out all parts
// that can contain a secret: user name, query string and fragment. It is empty for any other answer.
func locationOf(response *http.Response) string {
	if response.StatusCode < 300 || response.StatusCode > 399 {
		return ""
	}
	to, err := response.Location()
	if err != nil {
		return ""
	}
	return to.Scheme + "://" + orDots(to.Host) + "/" + orDots(strings.TrimPrefix(to.EscapedPath(), "/"))
}

// orDots returns a part of a URL, or dots for one that is too long: redaction would not find the first half of a
// secret.
func orDots(part string) string {
	if len(part) > maxPart {
		return "…"
	}
	return part
}
