package engine

import (
	"math"

	"github.com/dop251/goja"
)

// listStats is what the parser finds about a list of numbers while it makes it. The core asks for it, because scanning
// a list in JavaScript takes several times as long as parsing it.
type listStats struct {
	min, max, last float64
	// isNumeric is set if the list has only numbers and nulls, and no negative zero.
	isNumeric bool
	// isRising is set if it has only whole numbers, each greater than the one before.
	isRising bool
}

// minLengthForStats is the length of the shortest list whose stats are kept.
const minLengthForStats = 16

func newListStats() listStats {
	return listStats{min: math.Inf(1), max: math.Inf(-1), last: math.Inf(-1), isNumeric: true, isRising: true}
}

func (s *listStats) addNumber(value goja.Value) {
	number := value.ToFloat()
	s.isNumeric = s.isNumeric && !(number == 0 && math.Signbit(number))
	s.isRising = s.isRising && number > s.last && number == math.Trunc(number) && !math.IsInf(number, 0)
	s.min, s.max, s.last = min(s.min, number), max(s.max, number), number
}

func (s *listStats) addOther(value goja.Value) {
	s.isNumeric = s.isNumeric && goja.IsNull(value)
	s.isRising = false
}

// installStats adds `isWithin` and `isRising` to JSON; src/core/numberList.ts describes them.
func (p *parser) installStats(vm *goja.Runtime) error {
	json := vm.GlobalObject().Get("JSON").ToObject(vm)
	withStats := func(read func(stats listStats, call goja.FunctionCall) bool) func(goja.FunctionCall) goja.Value {
		return func(call goja.FunctionCall) goja.Value {
			if list, isObject := call.Argument(0).(*goja.Object); isObject {
				if stats, isKnown := p.lists[list]; isKnown {
					return vm.ToValue(read(stats, call))
				}
			}
			return goja.Undefined()
		}
	}
	err := json.Set("isWithin", withStats(func(stats listStats, call goja.FunctionCall) bool {
		// Without a number, min is above max.
		isInside := stats.min >= call.Argument(1).ToFloat() && stats.max <= call.Argument(2).ToFloat()
		return stats.isNumeric && isInside
	}))
	if err != nil {
		return err
	}
	return json.Set("isRising", withStats(func(stats listStats, _ goja.FunctionCall) bool { return stats.isRising }))
}
