package main

import (
	"encoding/json"
	"io"
	"net"
	"net/http"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// routes serves the page, the built plugin, and the routes of Grafana's API.
func (w *workbench) routes(dist, page string) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /api/ds/query", w.query)
	mux.HandleFunc("GET /api/datasources/uid/{uid}/health", w.health)
	mux.HandleFunc("PUT /api/datasources/uid/{uid}", w.saveSettings)
	mux.HandleFunc("/api/datasources/uid/{uid}/resources/{path...}", w.resource)
	mux.HandleFunc("/api/", func(out http.ResponseWriter, _ *http.Request) { writeMessage(out, http.StatusNotFound, "Not found") })
	mux.HandleFunc("GET /workbench/datasources", func(out http.ResponseWriter, _ *http.Request) { writeJSON(out, http.StatusOK, w.list()) })
	mux.Handle("/public/plugins/"+pluginID+"/", http.StripPrefix("/public/plugins/"+pluginID+"/", noCache(dist)))
	mux.Handle("/", noCache(page))
	return mux
}

// noCache serves a folder and makes the browser request each file again: a new build must be visible at once.
func noCache(folder string) http.Handler {
	files := http.FileServer(http.Dir(folder))
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		out.Header().Set("Cache-Control", "no-cache")
		files.ServeHTTP(out, r)
	})
}

// requireLoopbackHost refuses requests that name another host: a page elsewhere whose name was pointed at this machine
// must not use the data sources here.
func requireLoopbackHost(next http.Handler) http.Handler {
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = r.Host
		}
		if address := net.ParseIP(host); host != "localhost" && (address == nil || !address.IsLoopback()) {
			writeMessage(out, http.StatusForbidden, "The workbench answers only at localhost.")
			return
		}
		next.ServeHTTP(out, r)
	})
}

func (w *workbench) saveSettings(out http.ResponseWriter, r *http.Request) {
	var changed settings
	if !readJSON(out, r, &changed) {
		return
	}
	saved, isEditable := w.save(r.PathValue("uid"), changed)
	if !isEditable {
		writeMessage(out, http.StatusForbidden, "Cannot update read-only data source")
		return
	}
	writeJSON(out, http.StatusOK, map[string]any{"message": "Datasource updated", "datasource": saved})
}

// health answers as Grafana does: 200 where the data source works, else 400 with the plugin's own words.
func (w *workbench) health(out http.ResponseWriter, r *http.Request) {
	instance, pluginContext, err := w.instance(r.Context(), r.PathValue("uid"))
	if err != nil {
		writeMessage(out, http.StatusNotFound, err.Error())
		return
	}
	result, err := instance.CheckHealth(r.Context(), &backend.CheckHealthRequest{PluginContext: pluginContext})
	if err != nil {
		writeMessage(out, http.StatusInternalServerError, "Plugin health check failed: "+err.Error())
		return
	}
	status := http.StatusOK
	if result.Status != backend.HealthStatusOk {
		status = http.StatusBadRequest
	}
	answer := map[string]any{"status": result.Status.String(), "message": result.Message}
	if len(result.JSONDetails) > 0 {
		answer["details"] = json.RawMessage(result.JSONDetails)
	}
	writeJSON(out, status, answer)
}

// resource passes any method, path and body on to the plugin, but no header that could hold a credential.
func (w *workbench) resource(out http.ResponseWriter, r *http.Request) {
	instance, pluginContext, err := w.instance(r.Context(), r.PathValue("uid"))
	if err != nil {
		writeMessage(out, http.StatusNotFound, err.Error())
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(out, r.Body, 16<<20))
	if err != nil {
		writeMessage(out, http.StatusBadRequest, "bad request data: "+err.Error())
		return
	}
	request := &backend.CallResourceRequest{
		PluginContext: pluginContext, Path: r.PathValue("path"), URL: r.PathValue("path"), Method: r.Method,
		Headers: map[string][]string{
			"Content-Type": r.Header.Values("Content-Type"), "Accept-Encoding": r.Header.Values("Accept-Encoding"),
		}, Body: body,
	}
	isStarted := false
	err = instance.CallResource(r.Context(), request, backend.CallResourceResponseSenderFunc(func(part *backend.CallResourceResponse) error {
		if !isStarted {
			isStarted = true
			for name, values := range part.Headers {
				out.Header()[http.CanonicalHeaderKey(name)] = values
			}
			out.WriteHeader(part.Status)
		}
		_, err := out.Write(part.Body)
		return err
	}))
	if err != nil && !isStarted {
		writeMessage(out, http.StatusInternalServerError, "Plugin unavailable: "+err.Error())
	}
}

func writeMessage(out http.ResponseWriter, status int, message string) {
	writeJSON(out, status, map[string]string{"message": message})
}

func writeJSON(out http.ResponseWriter, status int, value any) {
	body, err := json.Marshal(value)
	if err != nil {
		status, body = http.StatusInternalServerError, []byte(`{"message":"The answer cannot be written as JSON."}`)
	}
	out.Header().Set("Content-Type", "application/json; charset=UTF-8")
	out.WriteHeader(status)
	_, _ = out.Write(body)
}

// readJSON reads a bounded JSON body, or answers 400.
func readJSON(out http.ResponseWriter, r *http.Request, into any) bool {
	if err := json.NewDecoder(http.MaxBytesReader(out, r.Body, 64<<20)).Decode(into); err != nil {
		writeMessage(out, http.StatusBadRequest, "bad request data: "+err.Error())
		return false
	}
	return true
}
