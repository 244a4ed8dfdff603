package engine

import (
	"math"

	"github.com/dop251/goja"
)

// listFacts is what the parser finds about a list of numbers while it makes it. The core asks it for that, because to
// read a list in JavaScript takes several times as long as to make it.
type listFacts struct {
	min, max, last float64
	// isNumeric is set if the list has only numbers and nulls, and no negative zero.
	isNumeric bool
	// isRising is set if it has only whole numbers, each greater than the one before.
	isRising bool
}

// minKnown is the length of the shortest list whose facts are kept.
const minKnown = 16

func newListFacts() listFacts {
	return listFacts{min: math.Inf(1), max: math.Inf(-1), last: math.Inf(-1), isNumeric: true, isRising: true}
}

func (f *listFacts) addNumber(value goja.Value) {
	number := value.ToFloat()
	f.isNumeric = f.isNumeric && !(number == 0 && math.Signbit(number))
	f.isRising = f.isRising && number > f.last && number == math.Trunc(number) && !math.IsInf(number, 0)
	f.min, f.max, f.last = min(f.min, number), max(f.max, number), number
}

func (f *listFacts) addOther(value goja.Value) {
	f.isNumeric = f.isNumeric && goja.IsNull(value)
	f.isRising = false
}

// installFacts adds `isWithin` and `isRising` to JSON; src/core/numberList.ts describes them.
func (p *parser) installFacts(vm *goja.Runtime) error {
	json := vm.GlobalObject().Get("JSON").ToObject(vm)
	known := func(read func(facts listFacts, call goja.FunctionCall) bool) func(goja.FunctionCall) goja.Value {
		return func(call goja.FunctionCall) goja.Value {
			if list, isObject := call.Argument(0).(*goja.Object); isObject {
				if facts, isKnown := p.lists[list]; isKnown {
					return vm.ToValue(read(facts, call))
				}
			}
			return goja.Undefined()
		}
	}
	err := json.Set("isWithin", known(func(facts listFacts, call goja.FunctionCall) bool {
		// Without a number, min is above max.
		isInside := facts.min >= call.Argument(1).ToFloat() && facts.max <= call.Argument(2).ToFloat()
		return facts.isNumeric && isInside
	}))
	if err != nil {
		return err
	}
	return json.Set("isRising", known(func(facts listFacts, _ goja.FunctionCall) bool { return facts.isRising }))
}
