package engine

import (
	"reflect"
	"strings"
	"testing"
)

// src/core/numberList.test.ts has the same rows for other lists than those of the parser.
func TestParseKeepsStatsOfLists(t *testing.T) {
	rising := "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15"
	for list, expected := range map[string][]any{
		rising + ",16":           {true, true},
		rising + ",15":           {true, false},
		rising + ",15.5":         {true, false},
		rising + ",null":         {true, false},
		rising + ",true":         {false, false},
		rising + ",1e999":        {false, false},
		rising + ",NaN":          {false, false},
		rising + ",21":           {false, true},
		"-1," + rising:           {false, true},
		"0," + rising:            {true, true},
		"-0," + rising:           {false, true},
		rising:                   {nil, nil},
		rising + `,"16"`:         {nil, nil},
		rising + ",16,[1]":       {nil, nil},
		nulls(minLengthForStats): {true, false},
		rising + ",16 ,\n17":     {true, true},
	} {
		expression := `(() => { const { a } = JSON.parse(text); return [JSON.isWithin(a, 0, 20), JSON.isRising(a)] })()`
		if got := inEngine(t, `{"a":[`+list+`]}`, expression); !reflect.DeepEqual(got, expected) {
			t.Errorf("%s: %v, not %v", list, got, expected)
		}
	}
	unknown := `(() => { const a = JSON.parse(text); JSON.parse("1"); return [JSON.isRising(a), JSON.isRising([]), JSON.isRising(1)] })()`
	if got := inEngine(t, "["+rising+",16]", unknown); !reflect.DeepEqual(got, []any{nil, nil, nil}) {
		t.Errorf("a list of another text: %v", got)
	}
}

func nulls(count int) string { return strings.Repeat("null,", count-1) + "null" }
