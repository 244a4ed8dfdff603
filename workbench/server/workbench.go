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

// source is one data source: an instance of the plugin, as it is provisioned.
type source struct {
	ID            int64          `yaml:"-"`
	Type          string         `yaml:"type"`
	UID           string         `yaml:"uid"`
	Name          string         `yaml:"name"`
	URL           string         `yaml:"url"`
	User          string         `yaml:"user"`
	BasicAuth     bool           `yaml:"basicAuth"`
	BasicAuthUser string         `yaml:"basicAuthUser"`
	Editable      bool           `yaml:"editable"`
	JSONData      map[string]any `yaml:"jsonData"`
	// Secrets go only to the upstreams.
	Secrets map[string]string `yaml:"secureJsonData"`
	updated time.Time
}

// listed is a data source as the page sees it: only the names of its secrets.
type listed struct {
	ID               int64           `json:"id"`
	UID              string          `json:"uid"`
	Name             string          `json:"name"`
	URL              string          `json:"url"`
	JSONData         map[string]any  `json:"jsonData"`
	SecureJSONFields map[string]bool `json:"secureJsonFields"`
	ReadOnly         bool            `json:"readOnly"`
}

func (s *source) listed() listed {
	fields := map[string]bool{}
	for key, value := range s.Secrets {
		fields[key] = value != ""
	}
	return listed{s.ID, s.UID, s.Name, s.URL, s.JSONData, fields, !s.Editable}
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

// instance returns the plugin's instance of a data source, made anew when its settings have changed.
func (w *workbench) instance(ctx context.Context, uid string) (*plugin.Datasource, backend.PluginContext, error) {
	for _, each := range w.list() {
		if each.UID != uid {
			continue
		}
		about, err := each.context()
		if err != nil {
			return nil, about, err
		}
		made, err := w.instances.Get(ctx, about)
		if err != nil {
			return nil, about, err
		}
		return made.(*plugin.Datasource), about, nil
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
	made := *w.sources[i]
	made.URL, made.JSONData, made.updated = changed.URL, changed.JSONData, time.Now()
	made.Secrets = map[string]string{}
	maps.Copy(made.Secrets, w.sources[i].Secrets)
	maps.Copy(made.Secrets, changed.SecureJSONData)
	w.sources[i] = &made
	return &made, true
}
