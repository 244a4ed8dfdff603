package main

import (
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/simulator"
)

// startSimulator serves both simulated services on a free port of this machine, for as long as the process lives, and gives their address.
func startSimulator() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("the simulator cannot listen: %w", err)
	}
	server := &http.Server{Handler: simulator.Handler(simulator.Options{}), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(listener) }()
	return "http://" + listener.Addr().String(), nil
}
