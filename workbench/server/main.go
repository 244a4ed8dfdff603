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
	"net/http/httptest"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/log"
	"github.com/peerlens/peerlens-quality-datasource/simulator"
)

// simulatorURL is the variable with the address of the simulated services in the provisioning files.
const simulatorURL = "PEERLENS_SIMULATOR_URL"

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
	exitsWithStdin := flag.Bool("exit-with-stdin", false, "end when standard input is closed, so that a starter that is killed leaves nothing behind")
	flag.Parse()
	// The SDK logs each of its steps.
	log.DefaultLogger = log.NewWithLevel(log.Warn)
	backend.Logger = log.DefaultLogger

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if *exitsWithStdin {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			stop()
		}()
	}

	simulated := httptest.NewServer(simulator.Handler(time.Now))
	defer simulated.Close()
	if _, isSet := os.LookupEnv(simulatorURL); !isSet {
		if err := os.Setenv(simulatorURL, simulated.URL); err != nil {
			return err
		}
	}
	sources, err := readProvisioning(*provisioning)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: requireLoopbackHost(newWorkbench(sources).routes(*dist, *page)), ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error)
	// "localhost" can mean either loopback address. A machine without IPv6 has only the first.
	for _, host := range []string{"127.0.0.1", "::1"} {
		listener, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(*port)))
		if err == nil {
			go func() { failed <- server.Serve(listener) }()
		} else if host == "127.0.0.1" || errors.Is(err, syscall.EADDRINUSE) {
			return fmt.Errorf("end what listens there, or choose another port with --port: %w", err)
		}
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
