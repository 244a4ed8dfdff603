//go:build mage

package main

import (
	"os"

	// mage:import
	build "github.com/grafana/grafana-plugin-sdk-go/build"
)

// Default builds the backend for every platform the SDK builds.
var Default = build.BuildAll

// The build info of the binary is BUILD_INFO, if that is set: the SDK's own has the time of the build, so two builds of
// a commit would differ.
func init() {
	_ = build.SetBeforeBuildCallback(func(cfg build.Config) (build.Config, error) {
		if info := os.Getenv("BUILD_INFO"); info != "" {
			cfg.CustomVars = map[string]string{"github.com/grafana/grafana-plugin-sdk-go/build/buildinfo.buildInfoJSON": info}
		}
		return cfg, nil
	})
}
