package corehost

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/dop251/goja"
	"github.com/peerlens/peerlens-quality-datasource/pkg/engine"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// call calls a function of the core that returns an Outcome, and returns its value, or its failure as an error.
func call(vm *goja.Runtime, exports *goja.Object, name string, arguments ...goja.Value) (goja.Value, error) {
	returned, err := engine.Call(vm, exports, name, arguments...)
	if err != nil {
		return nil, err
	}
	return unwrap(vm, name, returned)
}

// unwrap returns the value of an Outcome that the named function of the core returned, or its failure as an error.
func unwrap(vm *goja.Runtime, name string, value goja.Value) (goja.Value, error) {
	outcome, isObject := value.(*goja.Object)
	if !isObject {
		return nil, fmt.Errorf("%s of the core answered no outcome", name)
	}
	if outcome.Get("ok").ToBoolean() {
		return outcome.Get("value"), nil
	}
	failure := &Failure{}
	if err := fromJS(vm, outcome.Get("failure"), failure); err != nil {
		return nil, fmt.Errorf("%s of the core: %w", name, err)
	}
	return nil, failure
}

// fromJS reads a small JavaScript value into a Go value through its JSON text.
func fromJS(vm *goja.Runtime, value goja.Value, into any) error {
	text, err := stringify(vm, value)
	if err != nil {
		return err
	}
	return json.Unmarshal([]byte(text), into)
}

func stringify(vm *goja.Runtime, value goja.Value) (string, error) {
	function, isFunction := goja.AssertFunction(vm.Get("JSON").ToObject(vm).Get("stringify"))
	if !isFunction {
		return "", errors.New("the engine has no JSON.stringify")
	}
	text, err := function(goja.Undefined(), value)
	if err != nil {
		return "", err
	}
	return text.String(), nil
}

// toJS converts a small Go value to a JavaScript value through its JSON text.
func toJS(vm *goja.Runtime, value any) (goja.Value, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	return engine.ParseJSON(vm, string(text))
}

// answerValue converts an answer to the form of the core's protocol. Its text is passed as it is.
func answerValue(vm *goja.Runtime, answer protocol.Answer) (goja.Value, error) {
	text := answer.TakeText()
	object := vm.NewObject()
	if answer.IsSuccess() {
		// Nearly every answer, and all that the core reads of it.
		if err := object.Set("status", answer.Status); err != nil {
			return nil, err
		}
	} else {
		value, err := toJS(vm, answer)
		if err != nil {
			return nil, err
		}
		object = value.ToObject(vm)
	}
	// The core expects these even if they are empty.
	return object, errors.Join(object.Set("text", text), object.Set("contentType", answer.ContentType), object.Set("detail", answer.Detail))
}
