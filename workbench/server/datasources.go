package main

import (
	"encoding/json"
	"net/http"
	"slices"
)

// listed is a data source as the page sees it: of its secrets only which are set.
type listed struct {
	ID               int64           `json:"id"`
	UID              string          `json:"uid"`
	Name             string          `json:"name"`
	URL              string          `json:"url"`
	JSONData         json.RawMessage `json:"jsonData"`
	SecureJSONFields map[string]bool `json:"secureJsonFields"`
	ReadOnly         bool            `json:"readOnly"`
}

func listRoute(sources *store) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		all := []listed{}
		for _, each := range sources.list() {
			all = append(all, asListed(each))
		}
		writeJSON(w, http.StatusOK, all)
	})
}

func asListed(from source) listed {
	fields := map[string]bool{}
	for key, value := range from.Secrets {
		fields[key] = value != ""
	}
	return listed{
		ID:               from.ID,
		UID:              from.UID,
		Name:             from.Name,
		URL:              from.URL,
		JSONData:         from.JSONData,
		SecureJSONFields: fields,
		ReadOnly:         !from.Editable,
	}
}

// saveRoute keeps what the config editor changed until the workbench ends. As in Grafana, a provisioned data source must say that it is editable.
func saveRoute(sources *store) func(http.ResponseWriter, *http.Request, source) {
	return func(w http.ResponseWriter, r *http.Request, found source) {
		if !found.Editable {
			writeMessage(w, http.StatusForbidden, "Cannot update read-only data source")
			return
		}
		var changed settings
		if !readJSON(w, r, &changed) {
			return
		}
		if len(changed.JSONData) == 0 || slices.Equal(changed.JSONData, []byte("null")) {
			changed.JSONData = json.RawMessage("{}")
		}
		sources.save(found.UID, changed)
		saved, _ := sources.find(found.UID)
		writeJSON(w, http.StatusOK, map[string]any{"message": "Datasource updated", "datasource": asListed(saved)})
	}
}
