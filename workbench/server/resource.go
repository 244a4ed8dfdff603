package main

import (
	"io"
	"net/http"
	"slices"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// withheld are the headers of a browser's request that Grafana does not hand to a plugin.
var withheld = []string{"Connection", "Cookie", "Authorization", "Keep-Alive", "Te", "Trailer", "Transfer-Encoding", "Upgrade"}

// resourceRoute passes any method, path and body on to the plugin, and its answer back, as Grafana does.
func resourceRoute(plugin *plugin) func(http.ResponseWriter, *http.Request, source) {
	return func(w http.ResponseWriter, r *http.Request, found source) {
		const largest = 16 << 20
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largest))
		if err != nil {
			writeMessage(w, http.StatusBadRequest, "bad request data: "+err.Error())
			return
		}
		request := &backend.CallResourceRequest{
			PluginContext: found.context(plugin.info),
			Path:          r.PathValue("path"),
			Method:        r.Method,
			URL:           r.PathValue("path"),
			Headers:       map[string][]string{},
			Body:          body,
		}
		if r.URL.RawQuery != "" {
			request.URL += "?" + r.URL.RawQuery
		}
		for name, values := range r.Header {
			if !slices.Contains(withheld, name) {
				request.Headers[name] = values
			}
		}
		isAnswered := false
		err = plugin.callResource(r.Context(), request, func(part *backend.CallResourceResponse) error {
			if !isAnswered {
				isAnswered = true
				for name, values := range part.Headers {
					w.Header()[http.CanonicalHeaderKey(name)] = values
				}
				w.WriteHeader(part.Status)
			}
			_, err := w.Write(part.Body)
			return err
		})
		if err != nil && !isAnswered {
			writeMessage(w, http.StatusInternalServerError, "Plugin unavailable: "+err.Error())
		}
	}
}
