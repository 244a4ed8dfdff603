package upstream

import "testing"

// sampled says of documents whether they have a sample.
var sampled = map[string]bool{
	`{"publisher":{"video":[{"time_series":{"timestamps":[1]}}]}}`:                                                      true,
	`{"x":{"y":[[1]]},"subscriber":{"audio":[null,7,[1],{"rid":"h","time_series":{"fps":[1],"timestamps":[null,2]}}]}}`: true,
	`{"publisher":{"audio":[{"time_series":{"timestamps":["soon"," -1.5e3 "]}}]}}`:                                      true,
	`{"publisher":null,"subscriber":{"video":[{"time_series":{"timestamps":[]}},{"time_series":{"timestamps":[3]}}]}}`:  true,
	`{"publisher":{"video":[{"time_series":{"timestamps":[]}}]},"subscriber":{"video":[],"audio":null}}`:                false,
	`{"publisher":{"video":[{"time_series":{"bitrate":[1]}}]}}`:                                                         false,
	`{"publisher":{"data":[{"time_series":{"timestamps":[1]}}]}}`:                                                       false,
	`{"session":{"video":[{"time_series":{"timestamps":[1]}}]}}`:                                                        false,
	`{"publisher":[{"video":[{"time_series":{"timestamps":[1]}}]}]}`:                                                    false,
	`{"publisher":{"video":[{"time_series":{"timestamps":[null,"x",true,[1],{"a":1},1e999,9223372036855,"0x1"]}}]}}`:    false,
	`[]`: false, `null`: false, `1`: false, ``: false,
}

func TestHasSampleFindsATimeWhereTheCoreReadsOne(t *testing.T) {
	for document, want := range sampled {
		if got := hasSample(document); got != want {
			t.Errorf("%s: %v", document, got)
		}
	}
}
