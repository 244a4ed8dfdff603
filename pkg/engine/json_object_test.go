package engine

import (
	"fmt"
	"strings"
	"testing"
)

// An object of a document behaves as a JavaScript object, with few members and with too many for a linear search.
func TestObjectOfADocumentIsAnObject(t *testing.T) {
	var more strings.Builder
	for i := range maxLinear {
		fmt.Fprintf(&more, `,"m%d":0`, i)
	}
	for expression, want := range map[string]any{
		"Object.keys(o).slice(0, 3).join()":                                         "a,b,c",
		"JSON.stringify({...o, b: 1}).slice(0, 26)":                                 `{"a":1,"b":1,"c":{"d":[]},`[:26],
		"o.a = 5; o.z = 6; [o.a, o.z, Object.keys(o).at(-1)].join()":                "5,6,z",
		"delete o.a; [o.a, 'a' in o, delete o.none, Object.keys(o)[0]].join()":      ",false,true,b",
		"['a' in o, 'none' in o, Object.hasOwn(o, 'toString'), 'toString' in o]+''": "true,false,false,true",
		"for (const name in o) { name }":                                            "m31",
		"Object.entries(o).slice(0, 2).join()":                                      "a,1,b,",
		"const {a, ...rest} = o; [a, rest.a, rest.b, rest.c.d.length].join()":       "1,,,0",
		"[typeof o, o instanceof Object, Array.isArray(o), o === o].join()":         "object,true,false,true",
	} {
		for _, rest := range []string{`,"m31":0`, more.String()} {
			text := `{"a":1,"b":null,"c":{"d":[]}` + rest + "}"
			if got := inEngine(t, text, "const o = JSON.parse(text); "+expression); got != want {
				t.Errorf("%s of %d bytes: got %v, want %v", expression, len(text), got, want)
			}
		}
	}
}
