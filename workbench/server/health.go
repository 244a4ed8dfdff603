package main

import (
	"net/http"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// healthRoute answers as Grafana does: 200 where the data source works, else 400 with the plugin's own words.
func healthRoute(plugin *plugin) func(http.ResponseWriter, *http.Request, source) {
	return func(w http.ResponseWriter, r *http.Request, found source) {
		result, err := plugin.checkHealth(r.Context(), found.context(plugin.info))
		if err != nil {
			writeMessage(w, http.StatusInternalServerError, "Plugin health check failed: "+err.Error())
			return
		}
		status := http.StatusOK
		if result.Status != backend.HealthStatusOk {
			status = http.StatusBadRequest
		}
		writeJSON(w, status, map[string]string{"status": result.Status.String(), "message": result.Message})
	}
}
