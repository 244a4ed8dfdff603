package upstream

import (
	"math"
	"strconv"
	"strings"
)

// toSamples is the way through a peer-stats document to its timestamps: at each level the members of an object that lead on, nil where it
// is a list. Source: 100ms "Peer Quality Stats".
var toSamples = []map[string]bool{
	{"publisher": true, "subscriber": true},
	{"video": true, "audio": true},
	nil,
	{"time_series": true},
	{"timestamps": true},
	nil,
}

// hasSample tells whether a peer-stats document, which is valid JSON, has a sample with a time. It reads up to the first and keeps none.
func hasSample(text string) bool {
	read := document{text: text}
	return read.hasSample(0)
}

// hasSample reads one value, at a level of the way to the samples.
func (d *document) hasSample(level int) bool {
	if level == len(toSamples) {
		return isTime(d.value())
	}
	members := toSamples[level]
	opens := byte('{')
	if members == nil {
		opens = '['
	}
	if !d.takes(opens) {
		d.value()
		return false
	}
	for ; ; d.takes(',') {
		switch d.next() {
		case '}', ']', 0:
			d.at++
			return false
		}
		if members != nil {
			name := d.name()
			d.takes(':')
			if !members[name] {
				d.value()
				continue
			}
		}
		if d.hasSample(level + 1) {
			return true
		}
	}
}

// lastTime is the last millisecond that Grafana's frames can carry.
const lastTime = math.MaxInt64 / 1_000_000

// decimal are the characters of a number as the core reads one: it knows neither hex nor Infinity.
const decimal = "0123456789+-.eE"

// isTime tells whether the core reads a value, as it is spelled, as a timestamp: a number, or a text that is one.
func isTime(spelled string) bool {
	text := spelled
	if strings.HasPrefix(spelled, `"`) {
		text = strings.TrimSpace(unescaped(spelled[1 : len(spelled)-1]))
	}
	if strings.Trim(text, decimal) != "" {
		return false
	}
	number, err := strconv.ParseFloat(text, 64)
	return err == nil && math.Abs(number) <= lastTime
}
