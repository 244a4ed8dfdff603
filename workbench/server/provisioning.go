package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"go.yaml.in/yaml/v3"
)

const pluginID = "peerlens-quality-datasource"

// provisionedFile is one file of Grafana's format. What the workbench has no use for is left out.
type provisionedFile struct {
	Datasources []provisioned `yaml:"datasources"`
}

type provisioned struct {
	Name           string            `yaml:"name"`
	Type           string            `yaml:"type"`
	UID            string            `yaml:"uid"`
	URL            string            `yaml:"url"`
	User           string            `yaml:"user"`
	BasicAuth      bool              `yaml:"basicAuth"`
	BasicAuthUser  string            `yaml:"basicAuthUser"`
	Editable       bool              `yaml:"editable"`
	JSONData       map[string]any    `yaml:"jsonData"`
	SecureJSONData map[string]string `yaml:"secureJsonData"`
}

// readProvisioning reads the Peerlens entries of one file, or of every YAML file in a folder by name.
// It fails with the file and the entry that is wrong, or where there is no Peerlens entry at all.
func readProvisioning(path string, lookup func(string) string) ([]source, error) {
	files, err := provisioningFiles(path)
	if err != nil {
		return nil, err
	}
	var sources []source
	seen := map[string]string{}
	for _, file := range files {
		found, err := readProvisioningFile(file, lookup)
		if err != nil {
			return nil, err
		}
		for _, each := range found {
			if first, isKnown := seen[each.UID]; isKnown {
				return nil, fmt.Errorf("%s: data source %q has the uid %q, which %s has already", file, each.Name, each.UID, first)
			}
			seen[each.UID] = fmt.Sprintf("%q in %s", each.Name, file)
			each.ID = int64(len(sources) + 1)
			sources = append(sources, each)
		}
	}
	if len(sources) == 0 {
		return nil, fmt.Errorf("%s: no data source of type %s", path, pluginID)
	}
	return sources, nil
}

func provisioningFiles(path string) ([]string, error) {
	about, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%s: no such file or folder", path)
	}
	if err != nil {
		return nil, err
	}
	if !about.IsDir() {
		return []string{path}, nil
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, entry := range entries {
		if !entry.IsDir() && slices.Contains([]string{".yaml", ".yml"}, filepath.Ext(entry.Name())) {
			files = append(files, filepath.Join(path, entry.Name()))
		}
	}
	return files, nil
}

func readProvisioningFile(file string, lookup func(string) string) ([]source, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var content provisionedFile
	if err := yaml.Unmarshal(text, &content); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var sources []source
	for i, entry := range content.Datasources {
		if expand(entry.Type, lookup) != pluginID {
			continue
		}
		made, err := entry.source(lookup)
		if err != nil {
			return nil, fmt.Errorf("%s: data source %s: %w", file, entryName(i, entry.Name), err)
		}
		sources = append(sources, made)
	}
	return sources, nil
}

// entryName tells an entry from the others by its place, and by its name where it has one.
func entryName(index int, name string) string {
	place := strconv.Itoa(index + 1)
	if name == "" {
		return place
	}
	return fmt.Sprintf("%s (%q)", place, name)
}

func (p provisioned) source(lookup func(string) string) (source, error) {
	uid, name := expand(p.UID, lookup), expand(p.Name, lookup)
	if uid == "" {
		return source{}, errors.New("uid is missing")
	}
	if name == "" {
		return source{}, errors.New("name is missing")
	}
	if p.JSONData == nil {
		p.JSONData = map[string]any{}
	}
	jsonData, err := json.Marshal(expandAll(p.JSONData, lookup))
	if err != nil {
		return source{}, fmt.Errorf("jsonData: %w", err)
	}
	secrets := map[string]string{}
	for key, value := range p.SecureJSONData {
		secrets[key] = expand(value, lookup)
	}
	return source{
		UID:           uid,
		Name:          name,
		URL:           expand(p.URL, lookup),
		User:          expand(p.User, lookup),
		BasicAuth:     p.BasicAuth,
		BasicAuthUser: expand(p.BasicAuthUser, lookup),
		JSONData:      jsonData,
		Secrets:       secrets,
		Editable:      p.Editable,
		Updated:       time.Now(),
	}, nil
}
