// Package demo answers the requests of both services from the demo generator, src/core/demo, instead of a network.
package demo

import (
	"context"
	_ "embed"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/dop251/goja"
	"github.com/peerlens/peerlens-quality-datasource/pkg/engine"
)

//go:embed demo.js
var source string

var program = engine.MustCompile("demo.js", source, "peerlensDemo")

// transport is a http.RoundTripper that opens no connection.
type transport struct {
	now func() time.Time
}

// NewTransport gives a transport on which 100ms and Storm answer what the generator makes of the path, the query and the time,
// whatever the host. It takes GET only, and anything else is answered with 405. Each request gets an engine of its own, so that none
// can leave anything to the next: a substream costs about 1 ms of a processor, a page of 100 sessions 30 ms, a peer's stats 20 ms in a
// call of three and 100 ms in one of seven, and a page of all events of a room 200 ms. Fails only with the cause of the request's context.
func NewTransport(now func() time.Time) http.RoundTripper {
	return transport{now: now}
}

// RoundTrip answers one request.
func (t transport) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.Body != nil {
		if err := request.Body.Close(); err != nil {
			return nil, err
		}
	}
	if request.Method != http.MethodGet && request.Method != "" {
		refused := answer{status: http.StatusMethodNotAllowed, contentType: "application/json", text: `{"message":"Method not allowed"}`}
		response := refused.to(request)
		response.Header.Set("Allow", http.MethodGet)
		return response, nil
	}
	given, err := respond(request.Context(), request.URL, t.now())
	if err != nil {
		return nil, fmt.Errorf("demo generator: %w", err)
	}
	return given.to(request), nil
}

// answer is what the generator made.
type answer struct {
	status      int
	contentType string
	text        string
}

func respond(ctx context.Context, asked *url.URL, now time.Time) (answer, error) {
	run, err := program.Start(ctx)
	if err != nil {
		return answer{}, err
	}
	defer run.Close()
	var made answer
	err = run.Do(ctx, func(vm *goja.Runtime, exports *goja.Object) error {
		query := vm.NewObject()
		// The generator wants the values of a parameter that was sent several times as one text.
		for name, values := range asked.Query() {
			if err := query.Set(name, strings.ToValidUTF8(strings.Join(values, "&"), "\ufffd")); err != nil {
				return err
			}
		}
		request := vm.NewObject()
		if err := request.Set("path", asked.EscapedPath()); err != nil {
			return err
		}
		if err := request.Set("query", query); err != nil {
			return err
		}
		returned, err := engine.Call(vm, exports, "respond", request, vm.ToValue(now.UnixMilli()))
		if err != nil {
			return err
		}
		members := returned.ToObject(vm)
		made = answer{
			status:      int(members.Get("status").ToInteger()),
			contentType: members.Get("contentType").String(),
			text:        members.Get("text").String(),
		}
		return nil
	})
	return made, err
}

func (a answer) to(request *http.Request) *http.Response {
	return &http.Response{
		Status:        fmt.Sprintf("%d %s", a.status, http.StatusText(a.status)),
		StatusCode:    a.status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        http.Header{"Content-Type": {a.contentType}},
		Body:          io.NopCloser(strings.NewReader(a.text)),
		ContentLength: int64(len(a.text)),
		Request:       request,
	}
}
