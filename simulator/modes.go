package simulator

import (
	"fmt"
	"strings"
)

// mode is one way in which an answer can go wrong.
type mode struct {
	name string
	// argument says what stands behind `=`, empty where nothing does.
	argument string
	// fault is false for an argument that the mode does not take.
	fault func(argument string) (fault, bool)
}

// modes are all there are, worked in the order of a request's path.
var modes = []mode{
	{"latency", "0-600000 ms", latency},
	{"status", "401|403|404|429|500|502", status},
	{"429", "", plain(fault{change: rateLimited})},
	{"retry-after", "seconds", retryAfter},
	{"html", "", plain(fault{change: html})},
	{"truncated", "", plain(fault{change: truncated})},
	{"empty", "", plain(fault{change: empty})},
	{"cut", "", plain(fault{deliver: cut})},
	{"huge", "", plain(fault{deliver: huge})},

	{"ragged", "", plain(wrong(ragged, peerStats))},
	{"nulls", "", plain(wrong(nulls, peerStats))},
	{"no-samples", "", plain(wrong(noSamples, peerStats))},
	{"missing-arrays", "", plain(wrong(missingArrays, peerStats))},
	{"unsorted", "", plain(wrong(unsorted, peerStats))},
	{"repeated", "", plain(wrong(repeated, peerStats))},
	{"unknown-fields", "", plain(wrong(unknownFields, peerStats))},
	{"unknown-type", "", plain(wrong(unknownType, peerStats))},
	{"text-numbers", "", plain(wrong(textNumbers, peerStats, substream, metadata))},
	{"null-document", "", plain(wrong(nullDocument, peerStats, substream, metadata))},
	{"null-data", "", plain(wrong(nullData, substream, metadata))},
	{"no-health", "", plain(wrong(noHealth, substream))},
	{"no-data-grade", "", plain(wrong(noDataGrade, substream))},

	{"no-metadata", "", plain(fault{change: noMetadata})},
	{"unlisted", "", plain(fault{change: unlisted})},
	{"empty-list", "", plain(wrong(emptyList, list, streamList))},
	{"null-list", "", plain(wrong(nullList, list, streamList))},
	{"no-list", "", plain(wrong(noList, list, streamList))},
	{"repeated-cursor", "", plain(fault{ask: fromTheStart, change: wrong(repeatedCursor, list, streamList).change})},
}

// Modes lists the modes as a path takes them, such as `latency=<milliseconds>`.
func Modes() []string {
	listed := make([]string, 0, len(modes))
	for _, row := range modes {
		if row.argument == "" {
			listed = append(listed, row.name)
		} else {
			listed = append(listed, row.name+"=<"+row.argument+">")
		}
	}
	return listed
}

// readModes reads `<mode>[=<argument>][,…]`. Fails on a mode or an argument that there is not, and lists those that there are.
func readModes(text string) ([]fault, error) {
	var faults []fault
	for asked := range strings.SplitSeq(text, ",") {
		name, argument, _ := strings.Cut(asked, "=")
		made, err := faultOf(name, argument)
		if err != nil {
			return nil, fmt.Errorf("%w; the modes are %s", err, strings.Join(Modes(), ", "))
		}
		faults = append(faults, made)
	}
	return faults, nil
}

func faultOf(name, argument string) (fault, error) {
	for _, row := range modes {
		if row.name != name {
			continue
		}
		made, isTaken := row.fault(argument)
		if !isTaken {
			return fault{}, fmt.Errorf("mode %s does not take %q", name, argument)
		}
		return made, nil
	}
	return fault{}, fmt.Errorf("there is no mode %q", name)
}
