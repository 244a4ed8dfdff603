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
	flag.DurationVar(&options.TokenLife, "token-life", 900*time.Second, "how long a Storm token lives")
	flag.IntVar(&options.LoginsAMinute, "logins-a-minute", 5, "how many Storm logins an address has in a minute")
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
	_, _ = fmt.Fprintf(out, "\nCredentials of 100ms: %s, or access key %s with app secret %s; %s may read analytics only.\n",
		simulator.ManagementToken, simulator.AccessKey, simulator.AppSecret, simulator.StatsOnlyToken)
	_, _ = fmt.Fprintf(out, "Credentials of Storm: %s, X-Api-Key %s, or user %s with password %s.\n",
		simulator.StormToken, simulator.StormAPIKey, simulator.Username, simulator.Password)
	_, _ = fmt.Fprintf(out, "Faults, as a path before the others, /faults/<mode>[,<mode>…]:\n  %s\n", strings.Join(simulator.Modes(), "\n  "))
}

// serve listens until ctx ends, and lets requests that are under way finish for a second. It writes its address once it listens.
func serve(ctx context.Context, address string, options simulator.Options, out io.Writer) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(out, "The simulator listens on http://%s\n", listener.Addr()); err != nil {
		return errors.Join(err, listener.Close())
	}
	server := &http.Server{Handler: simulator.Handler(options), ReadHeaderTimeout: 10 * time.Second}
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		grace, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		err := server.Shutdown(grace)
		if errors.Is(err, context.DeadlineExceeded) {
			err = server.Close()
		}
		stopped <- err
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-stopped
}
