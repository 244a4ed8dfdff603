// Package testdata reads the cases of this folder and their results; README.md describes them. cases.ts and results.ts
// read them the same way.
package testdata

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

//go:embed cases documents results columns.json
var files embed.FS

// Case is a query with the answers of its service.
type Case struct {
	Name     string `json:"-"`
	Title    string
	Service  string
	Now      instant
	Range    struct{ From, To instant }
	Settings map[string]any
	// MaxValues replaces the core's limit of the values that a query shows.
	MaxValues int
	Query     json.RawMessage
	Answers   []Answer
}

// Answer is what the service answers to a request.
type Answer struct {
	Route  string
	Params map[string]string
	protocol.Answer
}

// AnswerTo returns the answer to a request.
func (c Case) AnswerTo(request protocol.Request) (answer protocol.Answer, isThere bool) {
	for _, each := range c.Answers {
		if each.Route == request.Route && maps.Equal(each.Params, request.Params) {
			return each.Answer, true
		}
	}
	return protocol.Answer{}, false
}

// Cases reads all cases, in the order of their names.
func Cases(t testing.TB) []Case {
	t.Helper()
	found, err := files.ReadDir("cases")
	if err != nil {
		t.Fatal(err)
	}
	cases := make([]Case, len(found))
	for i, file := range found {
		one := &cases[i]
		one.Name = strings.TrimSuffix(file.Name(), ".json")
		decode(t, read(t, "cases", file.Name()), one)
		for j := range one.Answers {
			one.Answers[j].ReceivedAt, one.Answers[j].TTL = one.Now.Time, time.Hour
		}
	}
	return cases
}

// Document reads one of the shared documents.
func Document(t testing.TB, name string) string {
	t.Helper()
	return string(read(t, "documents", name))
}

func read(t testing.TB, names ...string) []byte {
	t.Helper()
	text, err := files.ReadFile(path.Join(names...))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func decode(t testing.TB, text []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

// instant is a time as a case holds it: in RFC 3339, or in milliseconds.
type instant struct{ time.Time }

func (i *instant) UnmarshalJSON(text []byte) error {
	milliseconds, err := strconv.ParseInt(string(text), 10, 64)
	if err != nil {
		return json.Unmarshal(text, &i.Time)
	}
	i.Time = time.UnixMilli(milliseconds)
	return nil
}

// UnmarshalJSON makes the body of a document, of JSON or of a text.
func (a *Answer) UnmarshalJSON(text []byte) error {
	saved := struct {
		Route, Document string
		Params          map[string]string
		JSON            json.RawMessage
		Change          map[string]json.RawMessage
		protocol.Answer
	}{Answer: protocol.Answer{Status: 200, ContentType: "application/json"}}
	if err := json.Unmarshal(text, &saved); err != nil {
		return err
	}
	a.Route, a.Params, a.Answer = saved.Route, saved.Params, saved.Answer
	if a.Fault != "" {
		a.Status, a.ContentType = 0, ""
		return nil
	}
	body := []byte(saved.Text)
	var err error
	switch {
	case saved.Document != "":
		body, err = files.ReadFile(path.Join("documents", saved.Document))
	case saved.JSON != nil:
		var short bytes.Buffer
		err = json.Compact(&short, saved.JSON)
		body = short.Bytes()
	}
	for pointer, value := range saved.Change {
		if err == nil {
			body, err = setAt(body, strings.Split(pointer, "/")[1:], value)
		}
	}
	a.Text = string(body)
	return err
}

// setAt replaces a value that is there, and leaves all members in their order.
func setAt(document []byte, pointer []string, value []byte) ([]byte, error) {
	decoder := json.NewDecoder(bytes.NewReader(document))
	for _, key := range pointer {
		opening, err := decoder.Token()
		for i := 0; err == nil && decoder.More(); i++ {
			var name any = strconv.Itoa(i)
			if opening == json.Delim('{') {
				name, err = decoder.Token()
			}
			if name == key {
				break
			}
			err = decoder.Decode(new(json.RawMessage))
		}
		if err == nil && !decoder.More() {
			err = fmt.Errorf("a change of a document names %q, which is not there", key)
		}
		if err != nil {
			return nil, err
		}
	}
	var old json.RawMessage
	if err := decoder.Decode(&old); err != nil {
		return nil, err
	}
	end := int(decoder.InputOffset())
	return slices.Concat(document[:end-len(old)], value, document[end:]), nil
}
