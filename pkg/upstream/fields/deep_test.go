package fields

import (
	"strings"
	"testing"
)

func TestIsDeep(t *testing.T) {
	const deep = 20_000
	opened, closed := strings.Repeat(`{"a\"":[`, deep), strings.Repeat("]}", deep)
	for name, row := range map[string]struct {
		text string
		want bool
	}{
		"a deep document":      {`{"id":1,"x":` + opened + closed + "}", true},
		"half of one":          {`{"id":1,"x":` + opened, false},
		"one that is not deep": {`{"id":[]}`, false},
		"brackets in a text":   {`"` + strings.Repeat("[", deep) + strings.Repeat("]", deep) + `"`, false},
	} {
		if got := IsDeep(row.text); got != row.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if got := list.Project(`{"x":`+opened+closed+`,"id":1}`, mark); got != `{"id":1}` {
		t.Errorf("of a deep document %.100s is kept", got)
	}
}
