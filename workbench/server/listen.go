package main

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"syscall"
)

// listen opens the port on both loopback addresses, as "localhost" may mean either. A machine without IPv6 has one.
// It fails with a sentence for the user where the port is taken.
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

// onlyLocal refuses requests that name another host: a page elsewhere whose name was pointed at this machine must not use the data sources here.
func onlyLocal(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = r.Host
		}
		if address := net.ParseIP(host); host != "localhost" && (address == nil || !address.IsLoopback()) {
			writeMessage(w, http.StatusForbidden, "The workbench answers only at localhost.")
			return
		}
		next.ServeHTTP(w, r)
	})
}
