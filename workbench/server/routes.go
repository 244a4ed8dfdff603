package main

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// routes answers the page, its own few questions, and the routes of Grafana that the contract names.
func routes(sources *store, plugin *plugin, dist, page string) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("POST /api/ds/query", queryRoute(sources, plugin))
	mux.Handle("GET /api/datasources/uid/{uid}/health", withSource(sources, healthRoute(plugin)))
	mux.Handle("PUT /api/datasources/uid/{uid}", withSource(sources, saveRoute(sources)))
	mux.Handle("/api/datasources/uid/{uid}/resources/{path...}", withSource(sources, resourceRoute(plugin)))
	mux.Handle("/public/plugins/"+pluginID+"/", http.StripPrefix("/public/plugins/"+pluginID+"/", fresh(http.FileServer(http.Dir(dist)))))
	mux.Handle("GET /workbench/datasources", listRoute(sources))
	mux.Handle("POST /workbench/replay", replayRoute())
	mux.HandleFunc("/api/", func(w http.ResponseWriter, _ *http.Request) {
		writeMessage(w, http.StatusNotFound, "Not found")
	})
	mux.Handle("/", fresh(http.FileServer(http.Dir(page))))
	return mux
}

// fresh makes the browser ask again each time: what is built again must be seen.
func fresh(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-cache")
		next.ServeHTTP(w, r)
	})
}

// withSource finds the data source of the route, or answers 404.
func withSource(sources *store, next func(http.ResponseWriter, *http.Request, source)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		found, isKnown := sources.find(r.PathValue("uid"))
		if !isKnown {
			writeMessage(w, http.StatusNotFound, fmt.Sprintf("Data source %q not found", r.PathValue("uid")))
			return
		}
		next(w, r, found)
	})
}

func writeMessage(w http.ResponseWriter, status int, message string) {
	writeJSON(w, status, map[string]string{"message": message})
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	body, err := json.Marshal(value)
	if err != nil {
		status, body = http.StatusInternalServerError, []byte(`{"message":"The answer cannot be written as JSON."}`)
	}
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// readJSON reads a bounded JSON body, or answers 400. Only a page of this origin can send JSON without the browser asking first.
func readJSON(w http.ResponseWriter, r *http.Request, into any) bool {
	const largest = 64 << 20
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, largest)).Decode(into); err != nil {
		writeMessage(w, http.StatusBadRequest, "bad request data: "+err.Error())
		return false
	}
	return true
}
