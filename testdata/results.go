package testdata

import (
	"encoding/json"
	"maps"
	"testing"
)

type members map[string]json.RawMessage

// Result reads what a host gives for a case, as JSON: data frames, or a failure.
func Result(t testing.TB, name string) []byte {
	t.Helper()
	var common map[string]members
	decode(t, read(t, "columns.json"), &common)
	var saved struct {
		Failure json.RawMessage `json:"failure,omitempty"`
		Frames  []members       `json:"frames,omitempty"`
	}
	text := read(t, "results", name+".json")
	decode(t, text, &saved)
	if saved.Failure != nil {
		return text
	}
	frames := make([]any, len(saved.Frames))
	for i, schema := range saved.Frames {
		frames[i] = expandFrame(t, schema, common)
	}
	return encode(t, map[string]any{"frames": frames})
}

// expandFrame gives each column what all columns of its name have.
func expandFrame(t testing.TB, schema members, common map[string]members) any {
	t.Helper()
	var columns []members
	decode(t, schema["columns"], &columns)
	values := make([]json.RawMessage, len(columns))
	for i, column := range columns {
		var name string
		decode(t, column["name"], &name)
		config := members{}
		for _, part := range []members{common[name], column} {
			if part["config"] != nil {
				decode(t, part["config"], &config)
			}
		}
		field := maps.Clone(common[name])
		maps.Copy(field, column)
		field["config"] = encode(t, config)
		values[i] = field["values"]
		delete(field, "values")
		columns[i] = field
	}
	delete(schema, "columns")
	schema["fields"] = encode(t, columns)
	// The SDK reads the schema first.
	return struct {
		Schema members        `json:"schema"`
		Data   map[string]any `json:"data"`
	}{schema, map[string]any{"values": values}}
}

func encode(t testing.TB, value any) []byte {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
