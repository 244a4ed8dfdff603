// Command simulator serves the simulator until it is interrupted.
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
	"strings"
	"syscall"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/simulator"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:8090", "address to listen on")
	var options simulator.Options
	flag.Func("now", "an instant at which the clock stands still, such as 2026-01-15T09:45:00Z", func(text string) error {
		at, err := time.Parse(time.RFC3339, text)
		options.Now = func() time.Time { return at }
		return err
	})
	flag.Usage = usage
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := serve(ctx, *listen, options, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "simulator:", err)
		os.Exit(1)
	}
}

func usage() {
	out := flag.CommandLine.Output()
	_, _ = fmt.Fprint(out, "Serves 100ms (/v2/…) and Storm (/api/…) with invented calls and streams.\n\n")
	flag.PrintDefaults()
	_, _ = fmt.Fprintf(out, "\nCredentials of 100ms: %s, or access key %s with app secret %s.\n",
		simulator.ManagementToken, simulator.AccessKey, simulator.AppSecret)
	_, _ = fmt.Fprintf(out, "Credentials of Storm: %s, X-Api-Key %s, or user %s with password %s.\n",
		simulator.StormToken, simulator.StormAPIKey, simulator.Username, simulator.Password)
	_, _ = fmt.Fprintf(out, "Faults, as a path before the others, /faults/<fault>[,<fault>…]:\n  %s\n", strings.Join(simulator.Faults, "\n  "))
}

// serve listens until ctx ends, and gives requests that are under way a second to finish. It writes its address once it
// listens.
func serve(ctx context.Context, address string, options simulator.Options, out io.Writer) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(out, "The simulator listens on http://%s\n", listener.Addr())
	server := &http.Server{Handler: simulator.Handler(options), ReadHeaderTimeout: 10 * time.Second}
	stopped := make(chan struct{})
	context.AfterFunc(ctx, func() {
		defer close(stopped)
		grace, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if server.Shutdown(grace) != nil {
			_ = server.Close()
		}
	})
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	<-stopped
	return nil
}
