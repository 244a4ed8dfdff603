// Package corehost runs the core (src/core) for queries without a browser: alerts, recording rules, public dashboards.
package corehost

import (
	_ "embed"

	"github.com/peerlens/peerlens-quality-datasource/pkg/engine"
)

//go:embed core.js
var source string

var core = engine.MustCompile("core.js", source, "peerlensCore")
