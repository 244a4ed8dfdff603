package engine

import (
	"strings"
	"testing"
)

// A list of a document behaves as a JavaScript array, both for elements made at once and for those made when they are
// read.
func TestListOfADocumentIsAnArray(t *testing.T) {
	for expression, want := range map[string]any{
		"[Array.isArray(l), l.length, typeof l].join()":                            "true,6,object",
		"l.map((item) => typeof item).join()":                                      "number,string,object,object,object,boolean",
		"[...l].length + [].concat(l).length + [l].flatMap((list) => list).length": int64(18),
		"l.flatMap((item) => item).length":                                         int64(7),
		"JSON.stringify(l.slice(1, 4))":                                            `["a",{"b":1},[1,"2"]]`,
		"l[2] === l[2] && l.indexOf(l[3]) === 3":                                   true,
		"[l[6], l[-1], 5 in l, 6 in l, l.at(-1)].join()":                           ",,true,false,true",
		"const [first, ...rest] = l; [first, rest.length].join()":                  "1,5",
		"l[2].b = 7; JSON.stringify(l[2])":                                         `{"b":7}`,
		"l[0] = 'new'; l[0]":                                                       "new",
		"let n = 0; for (const item of l) { n++ }; n":                              int64(6),
		"Object.keys(l).join()":                                                    "0,1,2,3,4,5",
		"JSON.stringify(l.filter((item) => item === null || item === true))":       "[null,true]",
	} {
		if got := inEngine(t, `[1, "a", {"b": 1}, [1, "2"], null, true]`, "const l = JSON.parse(text); "+expression); got != want {
			t.Errorf("%s: got %v, want %v", expression, got, want)
		}
	}
}

func TestLongListOfNumbersReadsAsAShortOne(t *testing.T) {
	if testing.Short() {
		t.Skip("it reads a million numbers")
	}
	text := "[" + strings.Repeat("-1.5 , ", maxNumbers) + "7]"
	if got := inEngine(t, text, "const l = JSON.parse(text); [l.length, l[0], l.at(-1), l.slice(0, 2).join('|')].join()"); got != "1048577,-1.5,7,-1.5|-1.5" {
		t.Errorf("got %v", got)
	}
}
