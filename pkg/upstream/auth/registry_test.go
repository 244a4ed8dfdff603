package auth

import "testing"

// Storm's limit is by the address that logs in: the ports of one machine share it.
func TestAServerIsOneHoweverItIsSpelled(t *testing.T) {
	for _, base := range []string{"http://Storm.local", "http://storm.local.", "http://storm.local:80", "https://storm.local", "http://storm.local:8080"} {
		if host := hostOf(base); host != "storm.local" {
			t.Errorf("%s: got %s", base, host)
		}
	}
	if hostOf("http://storm.local") == hostOf("http://edge.local") || hostOf("http://[2001:db8::1]:80") != hostOf("http://[2001:db8::1]:81") {
		t.Error("two machines are one server, or one is two")
	}
	// At the end of each tunnel is another.
	for _, here := range []string{"localhost", "127.0.0.1", "127.0.0.2", "[::1]"} {
		if hostOf("http://"+here+":8080") == hostOf("http://"+here+":8081") {
			t.Errorf("two ports of %s are one server", here)
		}
	}
}
