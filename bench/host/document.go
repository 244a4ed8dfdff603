package main

import (
	"encoding/json"
	"fmt"
)

// start is when the invented call began, milliseconds since the epoch.
const start = 1_738_843_560_000

// kinds are the four lists of a peer-stats document, with the arrays of each.
var kinds = []struct {
	side, kind string
	metrics    []string
}{
	{"publisher", "video", []string{"bitrate", "fps", "packet_loss_percent", "rtt_ms"}},
	{"publisher", "audio", []string{"bitrate", "packet_loss_percent", "rtt_ms", "jitter_ms"}},
	{"subscriber", "video", []string{"bitrate", "fps", "freeze_count"}},
	{"subscriber", "audio", []string{"bitrate", "concealed_samples", "packet_loss_percent"}},
}

type track struct {
	TrackID string               `json:"track_id"`
	Type    string               `json:"type"`
	Series  map[string][]float64 `json:"time_series"`
}

// document is the text of a peer-stats document with a quarter of its tracks of each side and kind.
func document(tracks, samples int) string {
	sides := map[string]map[string][]track{"publisher": {}, "subscriber": {}}
	for i := range tracks {
		of := kinds[i%len(kinds)]
		series := map[string][]float64{"timestamps": column(samples, func(sample int) float64 { return float64(start + 10_000*sample) })}
		for m, metric := range of.metrics {
			series[metric] = column(samples, func(sample int) float64 { return measured(m, i, sample) })
		}
		id := fmt.Sprintf("%08x-68c2-4d39-8568-5618433958ac", i)
		sides[of.side][of.kind] = append(sides[of.side][of.kind], track{TrackID: id, Type: "regular", Series: series})
	}
	text, err := json.Marshal(map[string]any{
		"peer_id": "p", "session_id": "s", "room_id": "r", "publisher": sides["publisher"], "subscriber": sides["subscriber"],
	})
	if err != nil {
		panic(err)
	}
	return string(text)
}

// measured is a bitrate for the first metric, and a number with up to two decimals for the others.
func measured(metric, track, sample int) float64 {
	if metric == 0 {
		return float64(1_200_000 + (sample*7919+track*104_729)%900_000)
	}
	return float64((sample*31+track*17+metric*13)%4_000) / 100
}

func column(samples int, value func(sample int) float64) []float64 {
	cells := make([]float64, samples)
	for sample := range cells {
		cells[sample] = value(sample)
	}
	return cells
}
