package demo

import (
	"cmp"
	"slices"
	"strings"
)

// span is a time within a call, in seconds after its start.
type span [2]int

func (s span) contains(milliseconds int) bool {
	return s[0]*1_000 <= milliseconds && milliseconds < s[1]*1_000
}

// peer is a participant of a call. Those of the stand-up, whose calls take 12 minutes, are in tables.json.
type peer struct {
	ID, Name, Role string
	// User is the same for all peers of one person.
	User string `json:"user_id"`
	// Seed makes its noise differ from that of other peers.
	Seed    uint32
	Stay    span
	Network string
	// Agent and WantedLayer are indexes; layer 0 is the best. ClockAhead is in milliseconds.
	Agent, WantedLayer, ClockAhead int
	// CutsWindows: its SDK ends some windows early. HidesBitrate: its SDK sends null for the bitrate of what it receives.
	// IsGhost: 100ms never noticed that it left.
	CutsWindows, HidesBitrate, IsGhost bool
	Errors                             []peerError
	Tracks                             []track
}

type peerError struct {
	Second int
	Error  string
}

// track is on while it exists and is not muted. Layers names its layers.
type track struct {
	ID, Kind, Source, Layers string
	Seed                     uint32
	On                       []span
}

func (p peer) sends(of track, milliseconds int) bool {
	return p.Stay.contains(milliseconds) && slices.ContainsFunc(of.On, func(on span) bool { return on.contains(milliseconds) })
}

// castMember is a peer of a cast. Layers has other names for the layers of its tracks.
type castMember struct {
	Name, Network string
	Layers        map[string]string
}

// layer is a simulcast layer, or the only encoding of a track, which has no rid. It sends up to Target bits per second,
// and stops below Least. Swing is how much its rate varies: a screen's content changes more than a face.
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

// network has the capacity for video in bits per second, the loss in percent, and two times in milliseconds, each as
// [second, value] points of a call of 12 minutes. Down is the loss of what a peer receives. Spread is how much networks
// of a kind differ, as a part of the value.
type network struct {
	Lines        [4][][2]float64
	Down, Spread float64
}

// at interpolates a value of a peer's network at milliseconds after the call's start.
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
	return (from[1] + (to[1]-from[1])*part) * (1 + network.Spread*noise(hash(of.Seed, 31), number))
}

// peers returns the peers of a call in the order in which they joined. In other rooms each behaves like one of the
// stand-up; in a tenth of those calls one has a bad network, and in 15 % a middling one. A cast says what each has.
func (c call) peers() []peer {
	minPeers, maxPeers := c.room.Peers[0], c.room.Peers[1]
	if count := int64(len(c.room.Casts)); count > 0 {
		return c.stagedPeers(c.room.Casts[c.start/(c.room.EveryMinutes*minute)%count])
	}
	if maxPeers == 0 {
		return tables.Standup
	}
	chance := hash(c.seed(), 0)
	people, quality, turn := int(minPeers+chance%(maxPeers-minPeers+1)), (chance>>3)%20, int(chance>>21)
	peers := make([]peer, people)
	// In a call with a rejoin the last peer is the second person again.
	hasRejoin := people > 3 && (chance>>12)%c.room.Rejoins == 0
	if hasRejoin {
		people--
	}
	for i := range peers {
		person, end, seed := i, c.scaled(720), hash(c.seed(), uint32(i)+1)
		stay, network, errors := span{i * 9, end - 2 - (turn+i)%5*3}, "good", []peerError(nil)
		switch {
		case i == people:
			person, stay[0] = 1, end*13/25
		case hasRejoin && i == 1:
			stay[1] = end * 9 / 20
			errors = []peerError{{stay[1] - 1, "losesConnection"}}
		}
		switch isWeak := person == int(chance>>8)%people; {
		case isWeak && quality < 2:
			network, errors = "bad", append(errors, peerError{end / 3, "losesUplink"}, peerError{end * 3 / 5, "cannotReceive"})
		case isWeak && quality < 5:
			network = "middling"
		}
		role, city := c.room.Roles[min(person, 1)], tables.Cities[(person+turn)%len(tables.Cities)]
		participant := tables.Standup[person%len(tables.Standup)]
		participant.ID, participant.Seed, participant.Stay, participant.Network, participant.Errors = uuid(c.room.Number, i, c.start), seed, stay, network, errors
		participant.Name, participant.Role, participant.User = strings.ToUpper(role[:1])+role[1:]+" ("+city+")", role, "demo-"+strings.ToLower(city)
		participant.Agent, participant.ClockAhead, participant.IsGhost = (person+turn)%len(tables.Agents), int(hash(seed, 1)%1_200)-600, (chance>>18)%6 == 0 && i == people-1
		participant.Tracks = c.tracksLike(person, seed, (chance>>16)%2 == 1)
		peers[i] = participant
	}
	return peers
}

// stagedPeers returns the peers of a cast. Each behaves like the host of the stand-up, on its own network.
func (c call) stagedPeers(cast []castMember) []peer {
	peers := make([]peer, len(cast))
	for i, of := range cast {
		seed, end := hash(c.seed(), uint32(i)+1), c.scaled(720)
		peers[i] = peer{
			ID: uuid(c.room.Number, i, c.start), Name: of.Name, Role: c.room.Roles[min(i, 1)], User: "demo-" + strings.ToLower(of.Name),
			Seed: seed, Stay: span{i * 9, end - 2 - i*3}, Network: of.Network, Agent: i % len(tables.Agents), Tracks: c.tracksLike(0, seed, of.Layers["screen"] != ""),
		}
		for j, each := range peers[i].Tracks {
			peers[i].Tracks[j].Layers = cmp.Or(of.Layers[each.Layers], each.Layers)
		}
	}
	return peers
}

// tracksLike returns tracks like those of a person of the stand-up, with or without the screen.
func (c call) tracksLike(person int, seed uint32, hasScreen bool) []track {
	var tracks []track
	for i, each := range tables.Standup[person%len(tables.Standup)].Tracks {
		on, key := each.On, hash(seed, uint32(i))
		each.ID, each.Seed, each.On = uuid(seed, uint32(i), key), key, nil
		for _, like := range on {
			each.On = append(each.On, span{c.scaled(like[0]), c.scaled(like[1])})
		}
		if each.Source != "screen" || hasScreen {
			tracks = append(tracks, each)
		}
	}
	return tracks
}

// scaled converts a second of a call of 12 minutes to the length of this call.
func (c call) scaled(second int) int { return second * int(c.end-c.start) / 720 }
