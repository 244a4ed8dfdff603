package demo

import (
	"slices"
	"strings"
)

// span is from one second after a call's start to another.
type span [2]int

func (s span) has(milliseconds int) bool {
	return s[0]*1_000 <= milliseconds && milliseconds < s[1]*1_000
}

// peer is who was in a call, and how.
type peer struct {
	ID, Name, Role string
	// User is the same for all peers that one person was.
	User string `json:"user_id"`
	// Seed sets its noise apart from that of other peers.
	Seed uint32
	Stay span
	// isGhost is whether 100ms never noticed that it left.
	isGhost bool
	Network string
	// Agent is an index of the agents, and WantedLayer which layer it requests of others: 0 is the best.
	Agent, WantedLayer int
	// ClockAhead is in milliseconds.
	ClockAhead int
	// CutsWindows is whether its SDK ends windows early now and then; HidesBitrate whether it sends null for what it receives.
	CutsWindows, HidesBitrate bool
	Errors                    []peerError
	Tracks                    []track
}

type peerError struct {
	Second int
	Error  string
}

// track is on while it is there and not muted. Its layers are named.
type track struct {
	ID     string
	Seed   uint32
	Layers string
	On     []span
}

// names are what says which track it is. The reference gives the stats of audio no type.
func (t track) names() (kind, source string) {
	switch t.Layers {
	case "voice":
		return "audio", "regular"
	case "screen":
		return "video", "screen"
	}
	return "video", "regular"
}

func (p peer) sends(of track, milliseconds int) bool {
	return p.Stay.has(milliseconds) && slices.ContainsFunc(of.On, func(on span) bool { return on.has(milliseconds) })
}

// layer is a simulcast layer, or the only encoding of a track without simulcast, which has no rid. It sends up to Target bits per second, and
// stops with less than Least. Its rate strays by Swing: the content of a screen changes more than a face.
type layer struct {
	RID                       *string
	Target, Least, FPS, Swing float64
}

const (
	capacity = iota
	uplinkLoss
	roundTrip
	uplinkJitter
)

// network has lines of bits per second for video, of percent of packets lost, and of milliseconds; Down is the loss on the way down. A line
// is over a call of 12 minutes: pairs of a second and a value, with straight lines between them. The lines of one peer stray from those
// of another by up to Strays, a part of their values.
type network struct {
	Lines        [4][][2]float64
	Down, Strays float64
}

// at returns a value of a peer's network at milliseconds after the call's start.
func (c call) at(of peer, number, milliseconds int) float64 {
	network := tables.Networks[of.Network]
	line, second, next := network.Lines[number], float64(milliseconds)/1_000*720/float64(c.end-c.start), 0
	for next < len(line)-1 && second >= line[next][0] {
		next++
	}
	from, to, part := line[max(0, next-1)], line[next], 0.0
	if next > 0 {
		part = min(1, max(0, (second-from[0])/(to[0]-from[0])))
	}
	return (from[1] + (to[1]-from[1])*part) * (1 + network.Strays*facet(hash(of.Seed, 31), number))
}

// peers returns who was in a call, in the order in which they joined. Of the calls with other people than the stand-up a tenth has a peer
// with a bad network, and 15 % one with a middling network.
func (c call) peers() []peer {
	least, most := c.room.Peers[0], c.room.Peers[1]
	if most == 0 {
		return tables.Standup
	}
	chance := hash(c.seed(), 0)
	people := int(least + chance%(most-least+1))
	hasGhost, hasScreen, turn := (chance>>18)%6 == 0, (chance>>16)%2 == 0, int(chance>>21)
	peers := make([]peer, people)
	// The last is the second person again, under another ID, where there is a rejoin.
	hasRejoin := people > 3 && (chance>>12)%c.room.Rejoins == 0
	if hasRejoin {
		people--
	}
	weak, quality := int(chance>>8)%people, (chance>>3)%20
	for i := range peers {
		person, seed := i, hash(c.seed(), uint32(i)+1)
		stay := span{i * 9, c.part(1) - 2 - (turn+i)%5*3}
		var errors []peerError
		switch {
		case i == people:
			person, stay[0] = 1, c.part(0.52)+1
		case hasRejoin && i == 1:
			stay[1] = c.part(0.45)
			errors = []peerError{{stay[1] - 1, "losesConnection"}}
		}
		network := "good"
		switch {
		case person == weak && quality < 2:
			network = "bad"
			errors = append(errors, peerError{c.part(0.32), "losesUplink"}, peerError{c.part(0.6), "cannotReceive"})
		case person == weak && quality < 5:
			network = "middling"
		}
		role, city := c.room.Roles[min(person, 1)], tables.Cities[(person+turn)%len(tables.Cities)]
		peers[i] = peer{
			ID: uuid(c.room.Number, uint32(i), uint32(c.start)), Seed: seed, Stay: stay, isGhost: hasGhost && i == people-1,
			Name: strings.ToUpper(role[:1]) + role[1:] + " (" + city + ")", Role: role, User: "demo-" + strings.ToLower(city),
			Network: network, Agent: (person + turn) % len(tables.Agents), Errors: errors, ClockAhead: int(hash(seed, 1)%1_200) - 600,
			CutsWindows: person%3 == 2, HidesBitrate: person%3 == 1, WantedLayer: person % 2, Tracks: c.tracks(seed, person, hasScreen && i == 0),
		}
	}
	return peers
}

// tracks are a camera, a microphone and perhaps a screen. The second person mutes itself for a while.
func (c call) tracks(seed uint32, person int, hasScreen bool) []track {
	newTrack := func(number uint32, layers string, on ...span) track {
		return track{uuid(seed, number, hash(seed, number)), hash(seed, number+10), layers, on}
	}
	end := c.part(1)
	tracks := []track{newTrack(11, "fullHalfQuarter", span{0, end}), newTrack(12, "voice", span{0, end})}
	if person%2 == 1 {
		tracks[0].Layers = "highMediumLow"
	}
	if person == 1 {
		tracks[1].On = []span{{0, c.part(0.3)}, {c.part(0.6), end}}
	}
	if hasScreen {
		tracks = slices.Insert(tracks, 1, newTrack(13, "screen", span{c.part(0.25), c.part(0.7)}))
	}
	return tracks
}
