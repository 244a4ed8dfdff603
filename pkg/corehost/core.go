// Package corehost runs the core (src/core) in the backend: for alerts, recording rules, public dashboards, and all
// queries of calls.
package corehost

import (
	_ "embed"

	"github.com/peerlens/peerlens-quality-datasource/pkg/engine"
)

//go:embed core.js
var source string

var core = engine.MustCompile("core.js", source, "peerlensCore")
