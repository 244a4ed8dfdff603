// Command simulator serves the simulator until it is interrupted.
package main

import (
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/simulator"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:8090", "address to listen on")
	tokenLife := flag.Duration("token-life", simulator.TokenLife, "how long a token of Storm is valid")
	now := time.Now
	flag.Func("now", "an instant at which the clock stands still, such as 2026-01-15T09:45:00Z", func(text string) error {
		at, err := time.Parse(time.RFC3339, text)
		now = func() time.Time { return at }
		return err
	})
	flag.Usage = usage
	flag.Parse()
	listener, err := net.Listen("tcp", *listen)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("The simulator listens on http://%s\n", listener.Addr())
	server := &http.Server{Handler: simulator.HandlerWithTokens(now, *tokenLife), ReadHeaderTimeout: 10 * time.Second}
	log.Fatal(server.Serve(listener))
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
