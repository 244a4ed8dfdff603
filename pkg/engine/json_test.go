package engine

import (
	"encoding/json"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/dop251/goja"
)

// inEngine evaluates an expression in a runtime with our JSON.parse; `text` is a global variable.
func inEngine(t *testing.T, text, expression string) any {
	t.Helper()
	vm := goja.New()
	if _, err := installParser(t.Context(), vm); err != nil {
		t.Fatal(err)
	}
	if err := vm.Set("text", text); err != nil {
		t.Fatal(err)
	}
	value, err := vm.RunString(expression)
	if err != nil {
		t.Fatalf("%s of %q: %v", expression, text, err)
	}
	return value.Export()
}

func TestParseReadsAsJavaScriptDoes(t *testing.T) {
	for text, printed := range map[string]string{
		` {"b":[1,-2.5,1e3,0.1,true,false,null,"x"],"a":{}} `: `{"b":[1,-2.5,1000,0.1,true,false,null,"x"],"a":{}}`,
		`{"a":1,"a":2}`:                       `{"a":2}`,
		`"\u00e9\ud83d\ude00\n\/\""`:          "\"é😀\\n/\\\"\"",
		`"\ud83dx"`:                           "\"\ufffdx\"",
		`"\ud83d\ud83d\ude00"`:                "\"\ufffd😀\"",
		`123456789012345678901`:               `123456789012345680000`,
		`999999999999999`:                     `999999999999999`,
		`{"__proto__":{"polluted":1},"k":[]}`: `{"__proto__":{"polluted":1},"k":[]}`,
		`{"b":1,"10":2,"9":3,"":4}`:           `{"9":3,"10":2,"b":1,"":4}`,
		`{"b":1,"a":2,"b":3}`:                 `{"b":3,"a":2}`,
		`{"a":-1234567890123456 ,"b":[9007199254740993,1],"c":1234567890123456.5,"d":123456789012345}`: `{"a":"-1234567890123456","b":[9007199254740992,1],"c":1234567890123456.5,"d":123456789012345}`,
		`[{"a\u0062":1},{"ab":2},"ab"]`: `[{"ab":1},{"ab":2},"ab"]`,
	} {
		if got := inEngine(t, text, "JSON.stringify(JSON.parse(text))"); got != printed {
			t.Errorf("%s: got %v, want %s", text, got, printed)
		}
	}
	const words = `[NaN,-Infinity,+Infinity,nan,-nan,inf,-Inf,NAN,null,{"a":+inf}]`
	if got := inEngine(t, words, "JSON.parse(text).map((n) => n === null ? n : n.a ?? n).join()"); got != strings.Repeat("-Infinity,", 8)+",-Infinity" {
		t.Errorf("words for numbers that are not finite: got %v", got)
	}
	if got := inEngine(t, "[1e400,-1e400,-0]", "JSON.parse(text).map((n) => 1 / n).join()"); got != "0,0,-Infinity" {
		t.Errorf("too large and negative zero: got the reciprocals %v", got)
	}
	deep := strings.Repeat("[", 1<<20) + strings.Repeat("]", 1<<20)
	if got := inEngine(t, `{"read":1,"deep":`+deep+"}", "const d = JSON.parse(text); d.read + d.deep[0][0].length"); got != int64(2) {
		t.Errorf("a million lists in each other: got %v", got)
	}
	if got := inEngine(t, `{"__proto__":{"polluted":1}}`, "JSON.parse(text).polluted === undefined"); got != true {
		t.Error("__proto__ changed what the object inherits")
	}
}

func TestParseThrowsASyntaxError(t *testing.T) {
	const thrown = "(() => { try { JSON.parse(text); return 'parsed' } catch (e) { return e.name + ': ' + e.message } })()"
	for text, message := range map[string]string{
		"":                         "SyntaxError: unexpected end of JSON at offset 0",
		"[1,]":                     "SyntaxError: unexpected character in JSON at offset 3",
		`{"a":1`:                   "SyntaxError: unexpected end of JSON at offset 6",
		"<html>":                   "SyntaxError: unexpected character in JSON at offset 0",
		"[\"a\\n\",\"a\n\"]":       "SyntaxError: unexpected character in JSON at offset 9",
		"1 2":                      "SyntaxError: unexpected character in JSON at offset 2",
		strings.Repeat("[", 1<<20): "SyntaxError: unexpected end of JSON at offset 1048576",
		`{"a":"\u12g4"}`:           "SyntaxError: unexpected character in JSON at offset 10",
		`["a\`:                     "SyntaxError: unexpected end of JSON at offset 4",
		"[+1]":                     "SyntaxError: unexpected character in JSON at offset 3",
		"[nano]":                   "SyntaxError: unexpected character in JSON at offset 4",
		"[--inf]":                  "SyntaxError: unexpected character in JSON at offset 2",
		`{"a":[1}]`:                "SyntaxError: unexpected character in JSON at offset 7",
	} {
		if got := inEngine(t, text, thrown); got != message {
			t.Errorf("%.20q: got %v, want %s", text, got, message)
		}
	}
}

// extended matches what ParseJSON reads in another way.
var extended = regexp.MustCompile(`\d{16}|(?i)nan|inf`)

// ParseJSON accepts the same texts as encoding/json, with the same values.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{`{"a":[1,-2.5e-3,"x\u0041",null]}`, `[01]`, `-`, `"\ud83d"`, `1.`, `{"a":1,}`, "\"\t\"", `1e+5`, `tru`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		vm := goja.New()
		value, err := ParseJSON(vm, strings.ToValidUTF8(text, "\ufffd"))
		var want any
		wanted := json.Unmarshal([]byte(strings.ToValidUTF8(text, "\ufffd")), &want)
		if wanted != nil && strings.Contains(wanted.Error(), "cannot unmarshal number") {
			return // too large for Go, Infinity for JavaScript
		}
		if extended.MatchString(text) {
			return
		}
		if (err == nil) != (wanted == nil) {
			t.Fatalf("%q: got %v, want %v", text, err, wanted)
		}
		if err != nil {
			return
		}
		if err := vm.Set("value", value); err != nil {
			t.Fatal(err)
		}
		printed, err := vm.RunString("JSON.stringify(value)")
		if err != nil {
			t.Fatal(err)
		}
		var got any
		if err := json.Unmarshal([]byte(printed.String()), &got); err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%q: got %v, %v, want %v", text, got, err, want)
		}
	})
}
