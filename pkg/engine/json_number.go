package engine

import (
	"math"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// maxDigits is how many decimal digits always fit the 53 bits of a double.
const maxDigits = 15

// number makes the number between two offsets.
func (d *document) number(start, end int) goja.Value {
	digits := d.text[start:end]
	if whole, isWhole := wholeNumber(digits); isWhole {
		return d.vm.ToValue(whole)
	}
	if last := digits[len(digits)-1]; last > '9' {
		return d.vm.ToValue(math.Inf(-1)) // A word for a number that is not finite: the same value as in the core's parseJson.
	}
	// The text is checked, so the only error is that the number is too large. ParseFloat then returns Infinity, as
	// JavaScript.
	number, _ := strconv.ParseFloat(digits, 64)
	return d.vm.ToValue(number)
}

// wholeNumber reads a number that has only digits, the most common kind.
func wholeNumber(digits string) (whole int64, isWhole bool) {
	if len(digits) > maxDigits {
		return 0, false
	}
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' {
			return 0, false
		}
		whole = whole*10 + int64(digits[i]-'0')
	}
	return whole, true
}

// wholeText returns the text of a whole number with more than maxDigits digits.
func (d *document) wholeText(at int) (text string, isLong bool) {
	if c := d.text[at]; c != '-' && (c < '0' || c > '9') {
		return "", false
	}
	number := d.text[at:d.endOfScalar(at)]
	if len(strings.TrimPrefix(number, "-")) <= maxDigits || strings.ContainsAny(number, ".eE") {
		return "", false
	}
	return strings.Clone(number), true
}
