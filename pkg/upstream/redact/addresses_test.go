package redact

import "testing"

func TestAddressesAreReplaced(t *testing.T) {
	for text, want := range map[string]string{
		"":                                    "",
		"at 203.0.113.9:443.":                 "at (address).",
		"remote:203.0.113.9, local:10.0.0.1":  "remote:(address), local:(address)",
		"[2001:db8::1]:443 from 2a00:1:2::3":  "(address) from (address)",
		"FE80::1%eth0 is no [1.2.3.4]":        "FE80::1%eth0 is no [(address)]",
		"candidate 1 udp fe80::a:b:c 9 typ x": "candidate 1 udp (address) 9 typ x",
		"1203.0.113.9 and 1.2.3.4567":         "1203.0.113.9 and 1.2.3.4567",
		"at 12:30:15 of 2026-11-22":           "at 12:30:15 of 2026-11-22",
	} {
		if got := Addresses(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}
