package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/grpcplugin"
	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
	"github.com/hashicorp/go-hclog"
	goplugin "github.com/hashicorp/go-plugin"
)

// pluginInfo is what the workbench reads of plugin.json.
type pluginInfo struct {
	Executable string
	Version    string
}

// plugin is the built backend, running as its own process and called over the SDK's gRPC protocol, as in Grafana.
type plugin struct {
	info        pluginInfo
	process     *goplugin.Client
	data        grpcplugin.DataClient
	resource    grpcplugin.ResourceClient
	diagnostics grpcplugin.DiagnosticsClient
}

// startPlugin starts the backend in dist that fits this machine. It fails with the file that is missing, or with why the process did not start.
func startPlugin(dist string) (*plugin, error) {
	info, err := readPluginInfo(dist)
	if err != nil {
		return nil, err
	}
	executable := filepath.Join(dist, fmt.Sprintf("%s_%s_%s", info.Executable, runtime.GOOS, runtime.GOARCH))
	if runtime.GOOS == "windows" {
		executable += ".exe"
	}
	if _, err := os.Stat(executable); err != nil {
		return nil, fmt.Errorf("%s: the backend is not built", executable)
	}
	absolute, err := filepath.Abs(executable)
	if err != nil {
		return nil, err
	}
	process := goplugin.NewClient(&goplugin.ClientConfig{
		Cmd: exec.Command(absolute),
		HandshakeConfig: goplugin.HandshakeConfig{
			ProtocolVersion:  grpcplugin.ProtocolVersion,
			MagicCookieKey:   grpcplugin.MagicCookieKey,
			MagicCookieValue: grpcplugin.MagicCookieValue,
		},
		VersionedPlugins: map[int]goplugin.PluginSet{grpcplugin.ProtocolVersion: {
			"data":        &grpcplugin.DataGRPCPlugin{},
			"resource":    &grpcplugin.ResourceGRPCPlugin{},
			"diagnostics": &grpcplugin.DiagnosticsGRPCPlugin{},
		}},
		AllowedProtocols: []goplugin.Protocol{goplugin.ProtocolGRPC},
		Logger:           hclog.New(&hclog.LoggerOptions{Name: "plugin", Level: hclog.Warn, Output: os.Stderr}),
		SyncStdout:       io.Discard,
		SyncStderr:       os.Stderr,
	})
	started := &plugin{info: info, process: process}
	if err := started.dispense(); err != nil {
		process.Kill()
		return nil, fmt.Errorf("the backend %s did not start: %w", executable, err)
	}
	return started, nil
}

func readPluginInfo(dist string) (pluginInfo, error) {
	text, err := os.ReadFile(filepath.Join(dist, "plugin.json"))
	if err != nil {
		return pluginInfo{}, fmt.Errorf("the plugin is not built: %w", err)
	}
	var content struct {
		Executable string `json:"executable"`
		Info       struct {
			Version string `json:"version"`
		} `json:"info"`
	}
	if err := json.Unmarshal(text, &content); err != nil {
		return pluginInfo{}, fmt.Errorf("plugin.json: %w", err)
	}
	return pluginInfo{Executable: content.Executable, Version: content.Info.Version}, nil
}

func (p *plugin) dispense() error {
	protocol, err := p.process.Client()
	if err != nil {
		return err
	}
	return errors.Join(
		dispense(protocol, "data", &p.data),
		dispense(protocol, "resource", &p.resource),
		dispense(protocol, "diagnostics", &p.diagnostics),
	)
}

func dispense[T any](protocol goplugin.ClientProtocol, name string, into *T) error {
	raw, err := protocol.Dispense(name)
	if err != nil {
		return err
	}
	client, isClient := raw.(T)
	if !isClient {
		return fmt.Errorf("%s is a %T", name, raw)
	}
	*into = client
	return nil
}

// stop ends the process, by force where it does not end itself.
func (p *plugin) stop() {
	p.process.Kill()
}

// reportDeath says once that the backend ended by itself, if it does before ctx ends.
func (p *plugin) reportDeath(ctx context.Context) {
	ticker := time.NewTicker(500 * time.Millisecond)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if p.process.Exited() {
				fmt.Fprintln(os.Stderr, "The Peerlens backend has ended by itself: start the demo again. Its last words are above.")
				return
			}
		}
	}
}

func (p *plugin) queryData(ctx context.Context, request *backend.QueryDataRequest) (*backend.QueryDataResponse, error) {
	answer, err := p.data.QueryData(ctx, backend.ToProto().QueryDataRequest(request))
	if err != nil {
		return nil, err
	}
	return backend.FromProto().QueryDataResponse(answer)
}

func (p *plugin) checkHealth(ctx context.Context, on backend.PluginContext) (*backend.CheckHealthResult, error) {
	answer, err := p.diagnostics.CheckHealth(ctx, &pluginv2.CheckHealthRequest{PluginContext: backend.ToProto().PluginContext(on)})
	if err != nil {
		return nil, err
	}
	return backend.FromProto().CheckHealthResponse(answer), nil
}

// callResource hands each part of the answer to send as it arrives.
func (p *plugin) callResource(ctx context.Context, request *backend.CallResourceRequest, send func(*backend.CallResourceResponse) error) error {
	stream, err := p.resource.CallResource(ctx, backend.ToProto().CallResourceRequest(request))
	if err != nil {
		return err
	}
	for {
		part, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := send(backend.FromProto().CallResourceResponse(part)); err != nil {
			return err
		}
	}
}
