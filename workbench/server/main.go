// Command server is the workbench: a host to try Peerlens without Grafana. It serves the page, runs the backend as
// Grafana does, and answers the routes of Grafana's API that the plugin and client scripts use. It listens on this
// machine only.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/log"
	"github.com/peerlens/peerlens-quality-datasource/simulator"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	port := flag.Int("port", 3010, "port of the page")
	provisioning := flag.String("datasources", "provisioning/datasources", "file or folder in Grafana's provisioning format")
	dist := flag.String("dist", "dist", "folder of the built plugin")
	page := flag.String("page", "workbench/dist", "folder of the built page")
	tied := flag.Bool("tied", false, "end when standard input is closed, so that a starter that is killed leaves nothing behind")
	flag.Parse()
	// The SDK logs each of its steps.
	log.DefaultLogger = log.NewWithLevel(log.Warn)
	backend.Logger = log.DefaultLogger

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if *tied {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			stop()
		}()
	}

	listeners, err := listen(*port)
	if err != nil {
		return err
	}
	simulated, err := startSimulator()
	if err != nil {
		return err
	}
	sources, err := readProvisioning(*provisioning, environment(simulated))
	if err != nil {
		return err
	}
	server := &http.Server{Handler: onlyLocal(newWorkbench(sources).routes(*dist, *page)), ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, len(listeners))
	for _, listener := range listeners {
		go func() { failed <- server.Serve(listener) }()
	}
	fmt.Printf("Peerlens workbench: http://localhost:%d\n", *port)
	select {
	case <-ctx.Done():
	case err := <-failed:
		return err
	}
	closing, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	_ = server.Shutdown(closing)
	return nil
}

// listen opens the port on both loopback addresses, as "localhost" can mean either. A machine without IPv6 has one.
func listen(port int) ([]net.Listener, error) {
	var listeners []net.Listener
	for _, host := range []string{"127.0.0.1", "::1"} {
		listener, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
		switch {
		case err == nil:
			listeners = append(listeners, listener)
		case errors.Is(err, syscall.EADDRINUSE):
			return nil, fmt.Errorf("port %d is in use: end what listens there, or choose another with --port", port)
		case host == "127.0.0.1":
			return nil, fmt.Errorf("cannot listen on port %d: %w", port, err)
		}
	}
	return listeners, nil
}

// startSimulator serves both simulated services on a free port for as long as the process lives, and returns their
// address.
func startSimulator() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("the simulator cannot listen: %w", err)
	}
	server := &http.Server{Handler: simulator.Handler(simulator.Options{}), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(listener) }()
	return "http://" + listener.Addr().String(), nil
}
