//go:build mage

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	// mage:import
	build "github.com/grafana/grafana-plugin-sdk-go/build"
	"github.com/grafana/grafana-plugin-sdk-go/build/buildinfo"
)

// Default builds the backend for every platform the SDK builds.
var Default = build.BuildAll

func init() {
	if err := build.SetBeforeBuildCallback(makeReproducible); err != nil {
		panic(err)
	}
}

// makeReproducible leaves out of the binary what differs between machines: paths, the state of the repository, and the
// time of the build if SOURCE_DATE_EPOCH names another one.
func makeReproducible(cfg build.Config) (build.Config, error) {
	if cfg.Env != nil { // The SDK also asks when it only writes the manifest.
		cfg.Env["GOFLAGS"] = strings.TrimSpace(os.Getenv("GOFLAGS") + " -trimpath -buildvcs=false")
	}
	epoch := os.Getenv("SOURCE_DATE_EPOCH")
	if epoch == "" {
		return cfg, nil
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil {
		return cfg, fmt.Errorf("SOURCE_DATE_EPOCH is not a number of seconds: %w", err)
	}
	info := buildinfo.Info{Time: seconds * 1000}
	for file, into := range map[string]any{
		"src/plugin.json": &struct {
			ID *string `json:"id"`
		}{&info.PluginID},
		"package.json": &struct {
			Version *string `json:"version"`
		}{&info.Version},
	} {
		text, err := os.ReadFile(file)
		if err == nil {
			err = json.Unmarshal(text, into)
		}
		if err != nil {
			return cfg, fmt.Errorf("%s cannot be read: %w", file, err)
		}
	}
	cfg.CustomVars = map[string]string{}
	info.AppendFlags(cfg.CustomVars)
	return cfg, nil
}
