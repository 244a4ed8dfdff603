package demo

import "slices"

// sample has the metrics of one window. An absent metric becomes null: a stopped layer sends nothing that could be
// lost.
type sample map[string]float64

// peerStatsAnswer has stats from the end of a call on, for 30 days.
func peerStatsAnswer(r request) answer {
	session, id := r.query.Get("session_id"), r.query.Get("peer_id")
	if session == "" || id == "" {
		return hundredmsError(400, "Invalid query parameter", "session_id and peer_id are required")
	}
	found, isCall := callByID(session, r.now)
	if !isCall {
		return hundredmsError(404, "session not found")
	}
	peers := found.peers()
	i := slices.IndexFunc(peers, func(each peer) bool { return each.ID == id })
	if i < 0 {
		return hundredmsError(404, "peer not found")
	}
	if found.end > r.now || found.end < r.now-statsKept {
		return hundredmsError(404, "stats not found", "available after the session has ended, for 30 days")
	}
	// The web SDK reports what it sends every 30 s, and what it receives every 10 s.
	document := object{
		"peer_id": id, "session_id": session, "room_id": found.room.ID,
		"publisher":  found.side("publisher", peers[i:i+1], peers[i], found.windows(peers[i], 30_000)),
		"subscriber": found.side("subscriber", slices.Delete(slices.Clone(peers), i, i+1), peers[i], found.windows(peers[i], 10_000)),
	}
	return answer{200, document}
}

// side lists the tracks and layers of some peers with the samples that one peer reports of them.
func (c call) side(name string, owners []peer, by peer, windows []window) map[string][]object {
	listed := map[string][]object{"video": {}, "audio": {}}
	for _, owner := range owners {
		for _, track := range owner.Tracks {
			var times []int
			var samples [][]sample
			for _, over := range windows {
				if owner.sends(track, over.middle()) {
					// Timers of browsers are late, and clocks are wrong.
					times = append(times, int(c.start)*1_000+over.to+by.ClockAhead+int(hash(c.start, over.to)%60))
					layers := c.sentLayers(owner, track, over.middle())
					if name == "subscriber" {
						layers = []sample{c.receivedLayer(layers, by, track, over)}
					}
					samples = append(samples, layers)
				}
			}
			// A peer that left before the other joined sent it nothing.
			for layer := 0; len(times) > 0 && layer < len(samples[0]); layer++ {
				series := object{"timestamps": times}
				for _, metric := range tables.Metrics[name][track.Kind] {
					values := make([]any, len(times))
					for i := range values {
						if value, isThere := samples[i][layer][metric]; isThere {
							values[i] = value
						}
					}
					series[metric] = values
				}
				document := object{"track_id": track.ID, "time_series": series}
				if track.Kind == "video" {
					document["type"] = track.Source
				}
				if track.Kind == "video" && name == "publisher" {
					document["rid"] = tables.Layers[track.Layers][layer].RID
				}
				listed[track.Kind] = append(listed[track.Kind], document)
			}
		}
	}
	return listed
}

// window is the time over which an SDK averages, in milliseconds after the call's start.
type window struct{ from, to int }

func (w window) middle() int { return (w.from + w.to) / 2 }

// windows returns the windows of a peer, which follow each other. An SDK ends some early.
func (c call) windows(of peer, length int) []window {
	var windows []window
	for from, end := of.Stay[0]*1_000, of.Stay[1]*1_000; from < end; from = windows[len(windows)-1].to {
		to := from + length
		if chance := int(hash(hash(c.start, length), from) % 1_000); of.CutsWindows && chance >= 500 {
			to -= length * (chance - 500) / 1_000
		}
		windows = append(windows, window{from, min(to, end)})
	}
	return windows
}

// sentLayers returns each layer of a track, the best first, as it left its peer at milliseconds after the call's start.
func (c call) sentLayers(from peer, of track, at int) []sample {
	layers, hashed := tables.Layers[of.Layers], hash(hash(c.start, of.Seed), at)
	// Like libwebrtc: the lowest layer gets bandwidth first, and a layer that would get too little stops.
	left, shares := c.at(from, capacity, at)*(1+0.06*noise(hashed, 1)), make([]float64, len(layers))
	for i, layer := range slices.Backward(layers) {
		if left >= layer.Least {
			shares[i] = min(layer.Target, left)
			left -= shares[i]
		}
	}
	lost := c.at(from, uplinkLoss, at) * (1 + 0.12*noise(hashed, 2))
	if of.Kind == "audio" {
		// Audio packets are small and few, so fewer get lost.
		lost *= 0.8
	}
	samples := make([]sample, len(layers))
	for i, layer := range layers {
		chance := noise(hashed, 10+i)
		rate := rounded(shares[i]*(1+layer.Swing*chance), 1)
		if rate == 0 {
			samples[i] = sample{"bitrate": 0, "fps": 0}
			continue
		}
		// An encoder drops frames when a layer has less than half of its rate, and when packets are lost.
		frames := layer.FPS * min(1, 2*rate/layer.Target) * max(0, 1-lost/30)
		samples[i] = sample{
			"bitrate": rate, "fps": max(0, min(layer.FPS, rounded(frames+0.6*chance, 1))),
			"packet_loss_percent": rounded(lost*(1+0.1*noise(hashed, 20+i)), 100),
			"rtt_ms":              rounded(c.at(from, roundTrip, at)*(1+0.04*noise(hashed, 3)), 1),
			"jitter_ms":           rounded(c.at(from, uplinkJitter, at)*(1+0.15*noise(hashed, 4)), 10),
		}
	}
	return samples
}

// receivedLayer returns the sample of the best layer that was sent and that the receiver wants, after the network's
// loss.
func (c call) receivedLayer(layers []sample, by peer, of track, over window) sample {
	best := layers[min(by.WantedLayer, len(layers)-1):]
	i := slices.IndexFunc(best, func(layer sample) bool { return layer["bitrate"] > 0 })
	result := sample{"bitrate": 0, "fps": 0, "freeze_count": 1}
	if i >= 0 {
		hashed := hash(hash(hash(c.start, by.Seed), of.Seed), over.middle())
		// The media server cannot repair 60 % of the uplink's loss in time. Error correction repairs only single losses.
		lost := best[i]["packet_loss_percent"]*0.6 + tables.Networks[by.Network].Down*(1+0.4*noise(hashed, 1))
		madeUp := lost / 100 * lost / (lost + 6)
		result = sample{
			"bitrate": rounded(best[i]["bitrate"]*(1-lost/100), 1), "fps": rounded(best[i]["fps"]*(1-lost/40), 1),
			"freeze_count": rounded(max(0, lost-4)/3+max(0, lost-4)/10*noise(hashed, 2), 1), "packet_loss_percent": rounded(lost, 100),
			// Opus is decoded at 48,000 samples a second.
			"concealed_samples": rounded(48*float64(over.to-over.from)*madeUp*(1+0.2*noise(hashed, 3)), 1),
		}
	}
	if by.HidesBitrate {
		delete(result, "bitrate")
	}
	return result
}
