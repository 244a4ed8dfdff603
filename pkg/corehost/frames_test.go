package corehost

import (
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/grafana/grafana-plugin-sdk-go/data"
)

// framesOf evaluates a JavaScript expression and reads its value as frames of the core.
func framesOf(t *testing.T, expression string) (frames data.Frames, err error) {
	t.Helper()
	run, err := core.Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer run.Release()
	err = run.Do(t.Context(), func(vm *goja.Runtime, _ *goja.Object) error {
		value, err := vm.RunString("(" + expression + ")")
		if err != nil {
			return err
		}
		frames, err = readFrames(vm, value)
		return err
	})
	return frames, err
}

const threeFields = `[{schema: {refId: 'A', name: 'n', meta: {custom: {a: 1}}, fields: [
	{name: 'time', type: 'time', typeInfo: {frame: 'time.Time'}, config: {interval: 10}},
	{name: 'v', type: 'number', typeInfo: {frame: 'float64', nullable: true}, labels: {l: 'é'}, config: {unit: 'ms', min: 0}},
	{name: 's', type: 'string', typeInfo: {frame: 'string', nullable: true}},
]}, data: {values: VALUES}}]`

func TestInvalidFramesAreErrors(t *testing.T) {
	for name, row := range map[string]struct{ values, message string }{
		"a missing column":           {`[[], []]`, "frame 0: 2 columns for 3 fields"},
		"ragged columns":             {`[[1], [1, 2], ['a']]`, "length"},
		"a null time":                {`[[null], [1], ['a']]`, `field "time": row 0 holds <nil>`},
		"half a millisecond":         {`[[0.5], [1], ['a']]`, `field "time": row 0 holds 0.5, a float64`},
		"text for a number":          {`[[1], ['1'], ['a']]`, `field "v": row 0 holds 1, a string`},
		"NaN":                        {`[[1], [NaN], ['a']]`, `field "v": row 0 holds NaN`},
		"a number for a text":        {`[[1], [1], [1]]`, `field "s": row 0 holds 1, a int64`},
		"an object for a column":     {`[{}, [1], ['a']]`, `field "time": its column is not an array`},
		"no array of columns":        {`5`, "5 is not an array"},
		"columns that are not there": {`null`, "null"},
	} {
		_, err := framesOf(t, strings.Replace(threeFields, "VALUES", row.values, 1))
		if err == nil || !strings.Contains(err.Error(), row.message) {
			t.Errorf("%s: got %v, want … %s …", name, err, row.message)
		}
	}
	if _, err := framesOf(t, `[{schema: {fields: [{name: 'x', typeInfo: {frame: 'number'}}]}, data: {values: [[]]}}]`); err == nil {
		t.Error("an unknown field type passed")
	}
	if _, err := framesOf(t, `[{schema: {fields: [{name: 'x', typeInfo: {frame: 'int8'}}]}, data: {values: [[]]}}]`); err == nil {
		t.Error("a field type that the core does not use passed")
	}
}
