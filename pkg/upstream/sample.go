package upstream

import (
	"bytes"
	"encoding/json"
	"math"
	"regexp"
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
func hasSample(document []byte) bool {
	scan := scan{json.NewDecoder(bytes.NewReader(document))}
	scan.UseNumber()
	return scan.hasSample(0)
}

type scan struct {
	*json.Decoder
}

// next gives the next token, nil where there is none.
func (s scan) next() json.Token {
	token, err := s.Token()
	if err != nil {
		return nil
	}
	return token
}

// hasSample reads one value, at a level of the way to the samples.
func (s scan) hasSample(level int) bool {
	token := s.next()
	if level == len(toSamples) {
		s.skip(token)
		return isTime(token)
	}
	members := toSamples[level]
	opens := json.Delim('{')
	if members == nil {
		opens = '['
	}
	if token != opens {
		s.skip(token)
		return false
	}
	for s.More() {
		if members != nil {
			if name, isName := s.next().(string); !isName || !members[name] {
				s.skip(s.next())
				continue
			}
		}
		if s.hasSample(level + 1) {
			return true
		}
	}
	s.next()
	return false
}

// skip reads what is left of the value that a token begins.
func (s scan) skip(token json.Token) {
	for depth := deeper(token); depth > 0; {
		next, err := s.Token()
		if err != nil {
			return
		}
		depth += deeper(next)
	}
}

// deeper is 1 for a token that opens a list or an object, and -1 for one that closes it.
func deeper(token json.Token) int {
	switch token {
	case json.Delim('{'), json.Delim('['):
		return 1
	case json.Delim('}'), json.Delim(']'):
		return -1
	}
	return 0
}

// lastTime is the last millisecond that Grafana's frames can carry.
const lastTime = math.MaxInt64 / 1_000_000

var decimal = regexp.MustCompile(`^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$`)

// isTime tells whether the core reads a value as a timestamp: a number, or a text that is one.
func isTime(token json.Token) bool {
	text := ""
	switch value := token.(type) {
	case json.Number:
		text = value.String()
	case string:
		text = strings.TrimSpace(value)
	}
	number, err := strconv.ParseFloat(text, 64)
	return decimal.MatchString(text) && err == nil && math.Abs(number) <= lastTime
}
