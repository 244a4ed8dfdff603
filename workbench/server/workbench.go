package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/datasource"
	"github.com/grafana/grafana-plugin-sdk-go/backend/instancemgmt"
	"github.com/grafana/grafana-plugin-sdk-go/config"
	"github.com/peerlens/peerlens-quality-datasource/pkg/plugin"
)

const pluginID = "peerlens-quality-datasource"

// source is one data source: an instance of the plugin, as it is provisioned, and as JSON as the page sees it.
type source struct {
	ID            int64          `yaml:"-"             json:"id"`
	Type          string         `yaml:"type"          json:"-"`
	UID           string         `yaml:"uid"           json:"uid"`
	Name          string         `yaml:"name"          json:"name"`
	URL           string         `yaml:"url"           json:"url"`
	User          string         `yaml:"user"          json:"-"`
	BasicAuth     bool           `yaml:"basicAuth"     json:"-"`
	BasicAuthUser string         `yaml:"basicAuthUser" json:"-"`
	Editable      bool           `yaml:"editable"      json:"editable"`
	JSONData      map[string]any `yaml:"jsonData"      json:"jsonData"`
	// Secrets go only to the upstreams. The page sees which are set.
	Secrets secrets `yaml:"secureJsonData" json:"secureJsonFields"`
	updated time.Time
}

type secrets map[string]string

func (s secrets) MarshalJSON() ([]byte, error) {
	fields := map[string]bool{}
	for key, value := range s {
		fields[key] = value != ""
	}
	return json.Marshal(fields)
}

// context is what Grafana tells the plugin with each call for this data source.
func (s *source) context() (backend.PluginContext, error) {
	jsonData, err := json.Marshal(s.JSONData)
	return backend.PluginContext{
		Namespace: "default", PluginID: pluginID, GrafanaConfig: config.NewGrafanaCfg(nil),
		User: &backend.User{Login: "admin", Name: "admin", Role: "Admin"},
		DataSourceInstanceSettings: &backend.DataSourceInstanceSettings{
			ID: s.ID, UID: s.UID, Type: pluginID, Name: s.Name, URL: s.URL, User: s.User, BasicAuthEnabled: s.BasicAuth,
			BasicAuthUser: s.BasicAuthUser, JSONData: jsonData, DecryptedSecureJSONData: s.Secrets, Updated: s.updated,
		},
	}, err
}

// workbench has the data sources of this run, in the order in which they were provisioned, and the plugin's instances.
type workbench struct {
	instances instancemgmt.InstanceManager

	mu      sync.RWMutex
	sources []*source
}

func newWorkbench(sources []*source) *workbench {
	return &workbench{instances: datasource.NewInstanceManager(plugin.NewDatasource), sources: sources}
}

func (w *workbench) list() []*source {
	w.mu.RLock()
	defer w.mu.RUnlock()
	return slices.Clone(w.sources)
}

// instance returns the plugin's instance of a data source. It is recreated when the settings change.
func (w *workbench) instance(ctx context.Context, uid string) (*plugin.Datasource, backend.PluginContext, error) {
	for _, each := range w.list() {
		if each.UID != uid {
			continue
		}
		pluginContext, err := each.context()
		if err != nil {
			return nil, pluginContext, err
		}
		instance, err := w.instances.Get(ctx, pluginContext)
		if err != nil {
			return nil, pluginContext, err
		}
		return instance.(*plugin.Datasource), pluginContext, nil
	}
	return nil, backend.PluginContext{}, fmt.Errorf("data source %q not found", uid)
}

// settings is what the config editor can change. A secret that is not sent stays as it is.
type settings struct {
	URL            string            `json:"url"`
	JSONData       map[string]any    `json:"jsonData"`
	SecureJSONData map[string]string `json:"secureJsonData"`
}

// save changes a data source until the workbench ends. As in Grafana, a provisioned data source must say that it is
// editable.
func (w *workbench) save(uid string, changed settings) (saved *source, isEditable bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	i := slices.IndexFunc(w.sources, func(each *source) bool { return each.UID == uid })
	if i < 0 || !w.sources[i].Editable {
		return nil, false
	}
	replacement := *w.sources[i]
	replacement.URL, replacement.JSONData, replacement.updated = changed.URL, changed.JSONData, time.Now()
	replacement.Secrets = secrets{}
	maps.Copy(replacement.Secrets, w.sources[i].Secrets)
	maps.Copy(replacement.Secrets, changed.SecureJSONData)
	w.sources[i] = &replacement
	return &replacement, true
}
