package main

import (
	"errors"
	"go/build"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/peerlens/peerlens-quality-datasource/pkg/"

// layers lists the packages of this module from the bottom up. Each may import only packages before it.
var layers = []string{
	"protocol", "cache", "engine", "dataplane", "settings", "demo", "corehost", "live",
	"upstream/fields", "upstream/redact", "upstream/ratelimit", "upstream/metrics", "upstream/routes", "upstream/auth",
	"upstream/middleware", "upstream",
	"plugin", ".",
}

func TestImportsPointDown(t *testing.T) {
	err := filepath.WalkDir(".", func(folder string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		found, err := build.ImportDir(folder, 0)
		if noGo := (*build.NoGoError)(nil); errors.As(err, &noGo) {
			return nil
		} else if err != nil {
			return err
		}
		name := filepath.ToSlash(folder)
		layer := slices.Index(layers, name)
		if layer < 0 {
			t.Errorf("layers has no %s", name)
			return nil
		}
		for _, path := range found.Imports {
			if imported, isOurs := strings.CutPrefix(path, module); isOurs && !slices.Contains(layers[:layer], imported) {
				t.Errorf("%s must not import %s", name, imported)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
