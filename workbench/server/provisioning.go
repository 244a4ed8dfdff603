package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// expand replaces $NAME and ${NAME} in each text with the environment, as Grafana's provisioning does; $$ is a dollar
// sign.
func expand(node *yaml.Node) {
	for _, each := range node.Content {
		expand(each)
	}
	if node.Kind == yaml.ScalarNode && node.Tag == "!!str" {
		parts := strings.Split(node.Value, "$$")
		for i, part := range parts {
			parts[i] = os.ExpandEnv(part)
		}
		node.Value = strings.Join(parts, "$")
	}
}

// readProvisioning reads the Peerlens entries of one file, or of every YAML file in a folder by name. It fails with the
// file and the entry that is wrong, or when there is no Peerlens entry at all.
func readProvisioning(path string) ([]*source, error) {
	files := []string{path}
	if info, err := os.Stat(path); err != nil {
		return nil, err
	} else if info.IsDir() {
		yml, _ := filepath.Glob(filepath.Join(path, "*.yml"))
		files, _ = filepath.Glob(filepath.Join(path, "*.yaml"))
		files = append(files, yml...)
		slices.Sort(files)
	}
	var sources []*source
	for _, file := range files {
		entries, err := readFile(file)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		for i, entry := range entries {
			if entry.Type != pluginID {
				continue
			}
			if err := entry.check(sources); err != nil {
				return nil, fmt.Errorf("%s: data source %d (%q): %w", file, i+1, entry.Name, err)
			}
			entry.ID, entry.updated = int64(len(sources)+1), time.Now()
			sources = append(sources, entry)
		}
	}
	if len(sources) == 0 {
		return nil, fmt.Errorf("%s: no data source of type %s", path, pluginID)
	}
	return sources, nil
}

func readFile(file string) ([]*source, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		return nil, err
	}
	expand(&document)
	var content struct{ Datasources []*source }
	err = document.Decode(&content)
	return content.Datasources, err
}

func (s *source) check(others []*source) error {
	switch {
	case s.UID == "":
		return errors.New("uid is missing")
	case s.Name == "":
		return errors.New("name is missing")
	case slices.ContainsFunc(others, func(other *source) bool { return other.UID == s.UID }):
		return fmt.Errorf("another data source has the uid %q already", s.UID)
	}
	return nil
}
