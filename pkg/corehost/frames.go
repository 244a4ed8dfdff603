package corehost

import (
	"fmt"
	"strconv"

	"github.com/dop251/goja"
	"github.com/grafana/grafana-plugin-sdk-go/data"
)

// readFrames converts the core's frames to those of the SDK. The SDK's own reader makes the fields from the schemas.
// The values are read from the arrays directly: JSON text of them would take as long as the rest of the query.
func readFrames(vm *goja.Runtime, value goja.Value) (data.Frames, error) {
	coreFrames := elements(vm, value)
	schemas := make([]any, len(coreFrames))
	for i, frame := range coreFrames {
		schema := vm.NewObject()
		if err := schema.Set("schema", frame.ToObject(vm).Get("schema")); err != nil {
			return nil, err
		}
		schemas[i] = schema
	}
	text, err := stringify(vm, vm.NewArray(schemas...))
	if err != nil {
		return nil, err
	}
	var frames data.Frames
	if err := frames.UnmarshalJSON([]byte(text)); err != nil {
		return nil, fmt.Errorf("schema of the core's frames: %w", err)
	}
	for i, frame := range coreFrames {
		columns := elements(vm, frame.ToObject(vm).Get("data").ToObject(vm).Get("values"))
		if err := fill(frames[i], columns); err != nil {
			return nil, fmt.Errorf("frame %d: %w", i, err)
		}
	}
	return frames, nil
}

// fill sets the values of a frame's empty fields from the columns.
func fill(frame *data.Frame, columns []goja.Value) error {
	if len(columns) != len(frame.Fields) {
		return fmt.Errorf("%d columns for %d fields", len(columns), len(frame.Fields))
	}
	for i, empty := range frame.Fields {
		cells, isArray := columns[i].Export().([]any)
		if !isArray {
			return fmt.Errorf("field %q: its column is not an array", empty.Name)
		}
		values, err := columnOf(empty.Type(), cells)
		if err != nil {
			return fmt.Errorf("field %q: %w", empty.Name, err)
		}
		frame.Fields[i] = data.NewField(empty.Name, empty.Labels, values).SetConfig(empty.Config)
	}
	_, err := frame.RowLen()
	return err
}

// elements returns the elements of a JavaScript array. It panics with a TypeError for any other value, which Run.Do
// turns into an error.
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
