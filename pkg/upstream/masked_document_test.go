package upstream

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

func TestADocumentKeepsItsKeysAndNumbers(t *testing.T) {
	for name, row := range map[string]struct{ document, secret, want string }{
		"a short secret":                {`{"app":"live","bitrate":2502}`, "live", `{"app":"live","bitrate":2502}`},
		"a secret that is a key":        {`{"publisher":{"video":[]}}`, "publisher", `{"publisher":{"video":[]}}`},
		"a secret within a key":         {`{"packet_loss_percent" : [1]}`, "loss_percent", `{"packet_loss_percent" : [1]}`},
		"a secret within a number":      {`{"inTotalBytes":4512345678,"x":"12345678"}`, "12345678", `{"inTotalBytes":4512345678,"x":"[secret]"}`},
		"a secret across a key's end":   {`{"publisher":["a"]}`, `lisher":["a`, `{"publisher":["a"]}`},
		"a secret that is an escape":    {`{"x":"\nabcdefgh"}`, "nabcdefgh", `{"x":"\nabcdefgh"}`},
		"a value":                       {`{"sent":"Bearer abcd-1234, again abcd-1234"}`, "abcd-1234", `{"sent":"Bearer [secret], again [secret]"}`},
		"a value as JSON spells it":     {`{"sent":"abcd\u00261234"}`, "abcd&1234", `{"sent":"[secret]"}`},
		"a value within quoted JSON":    {`{"sent":"{\"token\":\"ab\\\"cd-12\"}"}`, `ab"cd-12`, `{"sent":"{\"token\":\"[secret]\"}"}`},
		"a key that no API has":         {`{"abcd-1234":1}`, "abcd-1234", `{"[secret]":1}`},
		"a byte order mark before it":   {"\ufeff" + `{"publisher":1,"x":"live"}`, "publisher", "\ufeff" + `{"publisher":1,"x":"live"}`},
		"a short one, and such a mark":  {"\ufeff" + `{"x":"live"}`, "live", "\ufeff" + `{"x":"live"}`},
		"what is no document, by words": {`{"publisher":`, "publisher", `{"[secret]":`},
	} {
		client := &Client{secrets: []string{row.secret}, auth: constant{}}
		if got := client.clean(protocol.Answer{Status: http.StatusOK, Text: row.document}, nil).Text; got != row.want {
			t.Errorf("%s: got %s, want %s", name, got, row.want)
		}
	}
}

// Whatever the secret, a document stays one that has all its keys and numbers.
func TestADocumentStaysOne(t *testing.T) {
	const document = `{"publisher":{"video":[{"track_id":"a\u0026b\"c\\d","rid":null,"timestamps":[1738843210000,-1.5e-7,true]}]},"peers":{"1169b4b7":{"name":"Zoë \ud83d\ude00"}}}`
	shape := func(text string) string {
		return regexp.MustCompile(`"(?:[^"\\]|\\.)*"([^:]|$)`).ReplaceAllString(text, `""$1`)
	}
	for from := range document {
		for to := from + shortInDocument; to <= len(document) && to <= from+2*shortInDocument; to++ {
			secret := document[from:to]
			client := &Client{secrets: []string{secret}, auth: constant{}}
			got := client.clean(protocol.Answer{Status: http.StatusOK, Text: document}, nil).Text
			if !json.Valid([]byte(got)) || !strings.Contains(secret, "1169b4b7") && shape(got) != shape(document) {
				t.Fatalf("without %q it is %s", secret, got)
			}
		}
	}
}
