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

// mayImport lists each package with those of this module that it imports, from the ground floor up: every package is
// below the ones that import it, so that there is no circle.
var mayImport = []struct {
	name    string
	imports []string
}{
	{"protocol", nil},
	{"cache", nil},
	{"engine", nil},
	{"dataplane", nil},
	{"settings", []string{"protocol"}},
	{"demo", nil},
	{"corehost", []string{"engine", "protocol"}},
	{"live", []string{"corehost", "protocol"}},

	{"upstream/fields", nil},
	{"upstream/redact", nil},
	{"upstream/ratelimit", nil},
	{"upstream/metrics", []string{"protocol"}},
	{"upstream/routes", []string{"protocol", "upstream/fields"}},
	{"upstream/auth", []string{"protocol", "settings", "upstream/metrics", "upstream/ratelimit"}},
	{"upstream/middleware", []string{
		"engine", "protocol", "settings", "upstream/auth", "upstream/fields", "upstream/metrics", "upstream/ratelimit", "upstream/redact", "upstream/routes",
	}},
	{"upstream", []string{"cache", "demo", "protocol", "settings", "upstream/auth", "upstream/metrics", "upstream/middleware", "upstream/routes"}},

	{"plugin", []string{"corehost", "live", "protocol", "settings", "upstream"}},
	{".", []string{"plugin"}},
}

func TestImportsPointOneWay(t *testing.T) {
	var below []string
	rows := map[string][]string{}
	for _, row := range mayImport {
		for _, imported := range row.imports {
			if !slices.Contains(below, imported) {
				t.Errorf("%s imports %s, which is not below it in the table", row.name, imported)
			}
		}
		below = append(below, row.name)
		rows[row.name] = row.imports
	}
	imports := importsOf(t)
	for name, imported := range imports {
		row, isListed := rows[name]
		if !isListed {
			t.Errorf("the table has no row for %s", name)
		}
		for _, each := range imported {
			if !slices.Contains(row, each) {
				t.Errorf("%s must not import %s: see the table in pkg/imports_test.go", name, each)
			}
		}
		for _, each := range row {
			if !slices.Contains(imported, each) {
				t.Errorf("%s no longer imports %s: delete it from the table", name, each)
			}
		}
	}
	for name := range rows {
		if _, exists := imports[name]; !exists {
			t.Errorf("there is no package %s: delete its row", name)
		}
	}
}

// importsOf returns the packages of this module that each package imports, without its tests.
func importsOf(t *testing.T) map[string][]string {
	t.Helper()
	imports := map[string][]string{}
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
		imports[name] = nil
		for _, imported := range found.Imports {
			if short, isOurs := strings.CutPrefix(imported, module); isOurs {
				imports[name] = append(imports[name], short)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return imports
}
