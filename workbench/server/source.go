package main

import (
	"encoding/json"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// source is one data source: an instance of the plugin.
type source struct {
	ID            int64
	UID           string
	Name          string
	URL           string
	User          string
	BasicAuth     bool
	BasicAuthUser string
	JSONData      json.RawMessage
	// Secrets never leave this process but to the plugin.
	Secrets  map[string]string
	Editable bool
	Updated  time.Time
}

// context is what the plugin is told with each call on behalf of this data source.
func (s source) context(plugin pluginInfo) backend.PluginContext {
	return backend.PluginContext{
		Namespace:     "default",
		PluginID:      pluginID,
		PluginVersion: plugin.Version,
		User:          &backend.User{Login: "admin", Name: "admin", Role: "Admin"},
		DataSourceInstanceSettings: &backend.DataSourceInstanceSettings{
			ID:                      s.ID,
			UID:                     s.UID,
			Type:                    pluginID,
			Name:                    s.Name,
			URL:                     s.URL,
			User:                    s.User,
			BasicAuthEnabled:        s.BasicAuth,
			BasicAuthUser:           s.BasicAuthUser,
			JSONData:                s.JSONData,
			DecryptedSecureJSONData: s.Secrets,
			Updated:                 s.Updated,
		},
	}
}

// store holds the data sources of this run, in the order they were provisioned.
type store struct {
	mu      sync.RWMutex
	sources []source
}

func newStore(sources []source) *store {
	return &store{sources: sources}
}

func (s *store) list() []source {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return slices.Clone(s.sources)
}

func (s *store) find(uid string) (source, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	i := s.index(uid)
	if i < 0 {
		return source{}, false
	}
	return s.sources[i], true
}

func (s *store) index(uid string) int {
	return slices.IndexFunc(s.sources, func(each source) bool { return each.UID == uid })
}

// settings is what the config editor can change. A secret that is not given stays as it is.
type settings struct {
	URL            string            `json:"url"`
	JSONData       json.RawMessage   `json:"jsonData"`
	SecureJSONData map[string]string `json:"secureJsonData"`
}

// save changes a data source until the workbench ends.
func (s *store) save(uid string, changed settings) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.index(uid)
	if i < 0 {
		return
	}
	saved := s.sources[i]
	saved.URL, saved.JSONData, saved.Updated = changed.URL, changed.JSONData, time.Now()
	saved.Secrets = maps.Clone(saved.Secrets)
	maps.Copy(saved.Secrets, changed.SecureJSONData)
	s.sources[i] = saved
}
