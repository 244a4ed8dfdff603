// Command server is the workbench: it serves the page, runs the built backend as Grafana does and answers the routes of Grafana that
// the plugin and client scripts use. It is a host for trying Peerlens without Grafana, and listens on this machine only.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
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
	plugin, err := startPlugin(*dist)
	if err != nil {
		return err
	}
	defer plugin.stop()
	go plugin.reportDeath(ctx)

	server := &http.Server{
		Handler:           onlyLocal(routes(newStore(sources), plugin, *dist, *page)),
		ReadHeaderTimeout: 10 * time.Second,
	}
	failed := make(chan error, len(listeners))
	for _, listener := range listeners {
		go func() { failed <- server.Serve(listener) }()
	}
	fmt.Printf("Peerlens workbench: http://localhost:%d\n", *port)
	select {
	case <-ctx.Done():
	case err := <-failed:
		if !errors.Is(err, http.ErrServerClosed) {
			return err
		}
	}
	closing, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	_ = server.Shutdown(closing)
	return nil
}
