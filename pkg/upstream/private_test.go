package upstream

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

func TestEventsHoldNoAddress(t *testing.T) {
	events := protocol.Request{Route: "events", Params: map[string]string{"room_id": "r", "limit": "10"}}
	for name, row := range map[string]struct{ document, want string }{
		"in the middle": {`{"a":1, "error_description":"from 198.51.100.7" ,"b":2}`, `{"a":1 ,"b":2}`},
		"first":         {`[{"error_description":"198.51.100.7", "b":[2]},3]`, `[{ "b":[2]},3]`},
		"last":          {`{"a":{} , "error_description":"198.51.100.7"}`, `{"a":{}}`},
		"alone":         {`{"data":{ "error_description" : "198.51.100.7" },"b":1}`, `{"data":{},"b":1}`},
		"again and again": {
			`{"error_description":1,"error_description":[{"x":"198.51.100.7"}], "a":1,"error_description":{"error_description":null},"error_description":true}`, `{ "a":1}`,
		},
		"as another writer spells it": {`{"a":1,"error\u005fdescription":"198.51.100.7"}`, `{"a":1}`},
		"deep":                        {`{"a":[[{"b":{"error_description":"198.51.100.7"},"c":null}]],"d":1e400}`, `{"a":[[{"b":{},"c":null}]],"d":1e400}`},
		"behind a byte order mark":    {"\ufeff" + `{"error_description":"198.51.100.7"}`, "\ufeff{}"},
		"a value of that name":        {`{"error_name":"error_description","a":["error_description","x"]}`, `{"error_name":"error_description","a":["error_description","x"]}`},
		"words": {
			`{"error_message" : "<lost> 203.0.113.9:443 and [2001:db8::1]:443","a":1}`, `{"error_message":"\u003clost\u003e (address) and (address)","a":1}`,
		},
		"words behind what is left out": {`{"error_description":"x", "error_message":"at\n203.0.113.9","a":1}`, `{ "error_message":"at\n(address)","a":1}`},
		"words without any":             {`{"error_message": "Ice \u0041 12:30" ,"error_description":0}`, `{"error_message": "Ice \u0041 12:30"}`},
		"no words":                      {`{"x":{"error_message":{"y":"203.0.113.9"}},"z":{"error_message":7}}`, `{"x":{"error_message":null},"z":{"error_message":7}}`},
		"cut within":                    {`{"events":[{"a":1,"error_description":"198.51.1`, `{"events":[{"a":1,"`},
		"a page":                        {`<p>Nothing here</p>`, `<p>Nothing here</p>`},
		"nothing":                       {``, ``},
		"no document but a word":        {`"error_description"`, `"error_description"`},
		"nested deeper than a document": {strings.Repeat("[", 20_000) + `{"error_description":"198.51.100.7"`, strings.Repeat("[", 20_000) + `{"`},
	} {
		for _, status := range []int{http.StatusOK, http.StatusBadRequest} {
			server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(status)
				_, _ = io.WriteString(w, row.document)
			})
			client := hundredMSAt(server.URL)
			got := client.Fetch(t.Context(), events)
			client.Close()
			if got.Text != row.want || got.Status != status {
				t.Errorf("%s: got %d %.300s, want %.300s", name, got.Status, got.Text, row.want)
			}
			if json.Valid([]byte(strings.TrimPrefix(row.document, "\ufeff"))) && !json.Valid([]byte(strings.TrimPrefix(got.Text, "\ufeff"))) {
				t.Errorf("%s is no document any more", name)
			}
		}
	}
}

func TestOtherRoutesKeepTheirFields(t *testing.T) {
	const document = `{"error_description":"x","error_message":"203.0.113.9"}`
	for name, route := range routes {
		if got := route.discreet(document); name != "events" && got != document {
			t.Errorf("%s became %s", name, got)
		}
	}
}
