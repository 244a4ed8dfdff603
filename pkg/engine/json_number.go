package engine

import (
	"math"
	"strconv"

	"github.com/dop251/goja"
)

func (p *parser) digits() int {
	start := p.at
	for p.at < len(p.text) && p.text[p.at] >= '0' && p.text[p.at] <= '9' {
		p.at++
	}
	return p.at - start
}

// mostDigits is how many decimal digits always fit a double's 53 bits.
const mostDigits = 15

func (p *parser) number() (goja.Value, error) {
	start := p.at
	isWhole := true
	if p.text[p.at] == '-' {
		p.at++
	}
	first := p.at
	count := p.digits()
	if count == 0 || (count > 1 && p.text[first] == '0') {
		return nil, p.unexpected()
	}
	if p.at < len(p.text) && p.text[p.at] == '.' {
		isWhole = false
		p.at++
		if p.digits() == 0 {
			return nil, p.unexpected()
		}
	}
	if p.at < len(p.text) && (p.text[p.at] == 'e' || p.text[p.at] == 'E') {
		isWhole = false
		p.at++
		if p.at < len(p.text) && (p.text[p.at] == '+' || p.text[p.at] == '-') {
			p.at++
		}
		if p.digits() == 0 {
			return nil, p.unexpected()
		}
	}
	if isWhole && first == start && count <= mostDigits {
		var whole int64
		for _, digit := range []byte(p.text[first:p.at]) {
			whole = whole*10 + int64(digit-'0')
		}
		return p.vm.ToValue(whole), nil
	}
	number, err := strconv.ParseFloat(p.text[start:p.at], 64)
	if err != nil && !math.IsInf(number, 0) {
		return nil, p.unexpected()
	}
	return p.vm.ToValue(number), nil
}
