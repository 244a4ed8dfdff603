package auth

import "testing"

// Storm limits logins per client address, so the ports of one host share the limit.
func TestHostOfIsTheSameForEachSpelling(t *testing.T) {
	for _, base := range []string{"http://Storm.local", "http://storm.local.", "http://storm.local:80", "https://storm.local", "http://storm.local:8080"} {
		if host := hostOf(base); host != "storm.local" {
			t.Errorf("%s: got %s", base, host)
		}
	}
	if hostOf("http://storm.local") == hostOf("http://edge.local") || hostOf("http://[2001:db8::1]:80") != hostOf("http://[2001:db8::1]:81") {
		t.Error("two machines are one server, or one is two")
	}
	// Each port of the local machine can be a tunnel to another server.
	for _, here := range []string{"localhost", "127.0.0.1", "127.0.0.2", "[::1]"} {
		if hostOf("http://"+here+":8080") == hostOf("http://"+here+":8081") {
			t.Errorf("two ports of %s are one server", here)
		}
	}
}
