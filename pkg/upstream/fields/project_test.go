package fields

import (
	"encoding/json"
	"strings"
	"testing"
)

var list = Keep("id", "text~", "list[].name", "list[].numbers[]", "peers.*.name", "peers[].id", "list[].series.fps[]", "list[].series.?", "*History.*[][]#", "*History.*[].time")

// mark shows the arguments of Clean.
func mark(text string, isFreeText bool) string {
	if isFreeText {
		return strings.ReplaceAll(text, "drop", "")
	}
	return strings.ReplaceAll(text, "secret", "[]")
}

func TestProjectKeepsTheListedFields(t *testing.T) {
	for name, row := range map[string]struct{ document, want string }{
		"members":                     {`{"id":1,"other":2}`, `{"id":1}`},
		"none of them":                {`{"other":{"id":1}}`, `{}`},
		"a member in another case":    {`{"ID":1}`, `{}`},
		"a name with escapes":         {`{"\u0069d":"a"}`, `{"\u0069d":"a"}`},
		"the same name twice":         {`{"id":1,"x":2,"id":3}`, `{"id":1,"id":3}`},
		"blanks":                      {" { \"id\" : 1 ,\n \"x\" : [ 1 ] } ", `{"id":1}`},
		"lists of objects":            {`{"list":[{"name":"a","url":"x"},{"url":"y"},null,7]}`, `{"list":[{"name":"a"},{},null,7]}`},
		"lists of numbers as written": {`{"list":[{"numbers":[1, -2.5e3,null ]}]}`, `{"list":[{"numbers":[1, -2.5e3,null ]}]}`},
		"numbers as texts":            {`{"list":[{"numbers":["1.5", 2,[3],{"a":4}]}]}`, `{"list":[{"numbers":["1.5",2,[],{}]}]}`},
		"any name":                    {`{"peers":{"p":{"name":"Ann","ip":"x"},"q":null}}`, `{"peers":{"p":{"name":"Ann"},"q":null}}`},
		"the same as a list":          {`{"peers":[{"id":"p","ip":"x"}]}`, `{"peers":[{"id":"p"}]}`},
		"an object for a scalar":      {`{"id":{"url":"x"},"text":["x"]}`, `{"id":{},"text":[]}`},
		"a text for a list":           {`{"list":"x","peers":"y"}`, `{"list":"","peers":""}`},
		"another document":            {`["x"]`, `[]`},
		"a text":                      {`"x"`, `""`},
		"names of unknown members":    {`{"list":[{"series":{"fps":[1],"new":["x"],"a link":"x"}}]}`, `{"list":[{"series":{"fps":[1],"new":null}}]}`},
		"names with an ending":        {`{"inHistory":{"a":[{"time":"x","y":1}],"max":1,"is":"x"},"History2":{"a":[]}}`, `{"inHistory":{"a":[{"time":"x"}],"max":1,"is":""}}`},
		"lists of lists of numbers":   {`{"inHistory":{"a":[[1,"x"],[2]]}}`, `{"inHistory":{"a":[[1,""],[2]]}}`},
		"numbers that are none":       {`{"id":NaN,"list":[{"numbers":[1,NaN, -Infinity]},{"name":Infinity}]}`, `{"id":NaN,"list":[{"numbers":[1,NaN, -Infinity]},{"name":Infinity}]}`},
		"cleaned values":              {`{"id":"a secret","text":"a drop","peers":{"secret":{}}}`, `{"id":"a []","text":"a ","peers":{"[]":{}}}`},
		"cleaned escapes":             {`{"id":"a \u0073ecret\n"}`, `{"id":"a []\n"}`},
		"escapes as they are":         {`{"id":"\u00e9\ud83d\ude00\/"}`, `{"id":"\u00e9\ud83d\ude00\/"}`},
	} {
		got := list.Project(row.document, mark)
		if got != row.want || (json.Valid([]byte(row.document)) && !json.Valid([]byte(got))) {
			t.Errorf("%s: got %s, want %s", name, got, row.want)
		}
	}
}

func TestProjectSkipsWhatIsDeep(t *testing.T) {
	const deep = 20_000
	document := `{"x":` + strings.Repeat(`{"a\"":[`, deep) + strings.Repeat("]}", deep) + `,"id":1}`
	if got := list.Project(document, mark); got != `{"id":1}` {
		t.Errorf("%.100s is kept", got)
	}
}

func TestProjectKeepsAFewUnknownNames(t *testing.T) {
	var members []string
	for i := range 30 {
		members = append(members, `"new`+string(rune('a'+i))+`":1`)
	}
	got := list.Project(`{"list":[{"series":{`+strings.Join(members, ",")+`}}]}`, mark)
	if names := strings.Count(got, "null"); names != maxNames {
		t.Errorf("%d names are kept: %s", names, got)
	}
}

// Half a document never becomes a complete one that the service did not send, and has no unlisted fields.
func FuzzProject(f *testing.F) {
	for _, text := range []string{`{"id":1,"other":"canary"}`, `{"list":[{"name":"a"},{"series":{"fps":[1,2],"x":"canary"}}]}`, `{"peers":{"p":{"name":"\u00`, `[[`, `{"a"`, `{"list":[}`} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := list.Project(text, func(text string, _ bool) string { return text })
		if json.Valid([]byte(text)) && !json.Valid([]byte(got)) {
			t.Fatalf("%q became %q", text, got)
		}
		if again := list.Project(got, func(text string, _ bool) string { return text }); json.Valid([]byte(text)) && again != got {
			t.Fatalf("%q became %q, and then %q", text, got, again)
		}
	})
}

// Time and memory are linear in the size of the document. The test measures no time: a quadratic algorithm would exceed
// the timeout of go test for a megabyte.
func TestProjectIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("it reads documents of a megabyte")
	}
	const size = 1 << 20
	fill := func(unit string) string { return strings.Repeat(unit, size/len(unit)) }
	for name, text := range map[string]string{
		"nested lists":        fill("["),
		"nested objects":      fill(`{"id":`),
		"lists in a list":     `{"list":[` + fill(`[],`) + `[]]}`,
		"open lists":          `{"list":[` + fill(`{"numbers":[`),
		"unknown members":     `{` + fill(`"a":1,`) + `"id":1}`,
		"escaped quotes":      `{"id":"` + fill(`\"`) + `"}`,
		"backslashes":         `{"id":"` + fill(`\`),
		"names of escapes":    `{"` + fill(`\u0061`) + `":1}`,
		"commas":              `{"list":[` + fill(",") + `]}`,
		"tracks":              `{"list":[` + fill("{},") + `{}]}`,
		"numbers with a tail": `{"list":[{"numbers":[` + fill("1,") + `"x"]}]}`,
	} {
		if got := list.Project(text, mark); len(got) > len(text)+10 {
			t.Errorf("%s: %d bytes became %d", name, len(text), len(got))
		}
	}
}
