package corehost

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/dop251/goja"
	"github.com/grafana/grafana-plugin-sdk-go/data"
)

// readFrames makes the core's frames the SDK's. The SDK's own reader makes the fields from the schemas; the values are read from the
// arrays as they are, since writing and reading them as text would take as long as all the rest.
func readFrames(vm *goja.Runtime, value goja.Value) (data.Frames, error) {
	given := elements(vm, value)
	schemas := make([]any, len(given))
	for i, frame := range given {
		bare := vm.NewObject()
		if err := bare.Set("schema", frame.ToObject(vm).Get("schema")); err != nil {
			return nil, err
		}
		schemas[i] = bare
	}
	text, err := stringify(vm, vm.NewArray(schemas...))
	if err != nil {
		return nil, err
	}
	var frames data.Frames
	if err := json.Unmarshal([]byte(text), &frames); err != nil {
		return nil, fmt.Errorf("schema of the core's frames: %w", err)
	}
	for i, frame := range given {
		columns := elements(vm, frame.ToObject(vm).Get("data").ToObject(vm).Get("values"))
		if err := fill(frames[i], columns); err != nil {
			return nil, fmt.Errorf("frame %d: %w", i, err)
		}
	}
	return frames, nil
}

// fill puts a frame's columns into its empty fields.
func fill(frame *data.Frame, columns []goja.Value) error {
	if len(columns) != len(frame.Fields) {
		return fmt.Errorf("%d columns for %d fields", len(columns), len(frame.Fields))
	}
	for i, empty := range frame.Fields {
		cells, isArray := columns[i].Export().([]any)
		if !isArray {
			return fmt.Errorf("field %q: its column is not an array", empty.Name)
		}
		vector, err := vectorOf(empty.Type(), cells)
		if err != nil {
			return fmt.Errorf("field %q: %w", empty.Name, err)
		}
		frame.Fields[i] = data.NewField(empty.Name, empty.Labels, vector).SetConfig(empty.Config)
	}
	_, err := frame.RowLen()
	return err
}

// elements lists the values of an array. It panics, as JavaScript's own errors do, with what is none.
func elements(vm *goja.Runtime, array goja.Value) []goja.Value {
	object := array.ToObject(vm)
	if object.ClassName() != "Array" {
		panic(vm.NewTypeError("%v is not an array", array))
	}
	values := make([]goja.Value, object.Get("length").ToInteger())
	for i := range values {
		values[i] = object.Get(strconv.Itoa(i))
	}
	return values
}
