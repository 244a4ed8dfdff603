package demo

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// stream is published every day at StartsAt, a second of the day in UTC. Its first substream is the source.
type stream struct {
	App, Key, Health string
	StartsAt         int64
	// Swing is how much the rate of a substream varies, as a part of it.
	Swing, FPS float64
	Substreams []*substream
}

// substream has a mean rate in bytes per second, and a mean number of viewers.
type substream struct {
	Name          string
	Seed          uint32
	Rate, Viewers float64
	SystemClients int64
}

// streams has three in `live`, and forty courts in `arena`, which start one after another from 06:00 on.
var streams = append(tables.Streams, courts(40)...)

func courts(count int) []*stream {
	courts := make([]*stream, count)
	for i := range courts {
		rate := float64(300_000 + i%7*40_000)
		native := &substream{"native", uint32(1_000 + 2*i), rate, float64(3 + i%9), 1}
		sd := &substream{"480p", uint32(1_001 + 2*i), rate / 4, float64(10 + i%17), 0}
		courts[i] = &stream{"arena", fmt.Sprintf("court-%02d", i+1), "veryGood", 6*hour + int64(i)*minute, 0.05 + float64(i%5)*0.03, 25, []*substream{native, sd}}
		switch {
		case i == count-1:
			sd.Rate, sd.Viewers = 0, 0
		case i%13 == 6:
			courts[i].Health = "outOfSync"
		case i%6 == 3:
			courts[i].Health = "good"
		}
	}
	return courts
}

func (s *stream) publishedAt(now int64) int64 {
	return now - ((now-s.StartsAt)%day+day)%day
}

// swing is a wave between -1 and 1, and waveIntegral is its integral.
func swing(at, period float64) float64 { return math.Sin(2 * math.Pi * at / period) }
func waveIntegral(at, period float64) float64 {
	return (1 - math.Cos(2*math.Pi*at/period)) * period / (2 * math.Pi)
}

// traffic returns the counters that a stream sums up. Bandwidths are differences of the totals, so a rate computed from
// two answers equals the bandwidth they report. The noise of a second is reversed in the next.
func (s *stream) traffic(now int64, of ...*substream) object {
	var sums [6]int64
	seconds := now - s.publishedAt(now)
	for _, each := range of {
		totals := func(at int64) (in, out int64) {
			duration, deviation := float64(at), 0.04*noise(hash(each.Seed, at), 0)*float64(at%2)
			in = int64(each.Rate * (duration + s.Swing*waveIntegral(duration, 180) + deviation))
			return in, int64(each.Rate * each.Viewers * (duration + 0.4*waveIntegral(duration, 2*hour)))
		}
		viewers := int64(math.Round(each.Viewers * (1 + 0.4*swing(float64(seconds), 2*hour))))
		in, out := totals(seconds)
		inBefore, outBefore := totals(max(0, seconds-1))
		for i, value := range [...]int64{viewers, each.SystemClients, in - inBefore, out - outBefore, in, out} {
			sums[i] += value
		}
	}
	return object{
		"viewerCount": sums[0], "systemClientCount": sums[1], "inBandwidth": sums[2], "outBandwidth": sums[3], "inTotalBytes": sums[4], "outTotalBytes": sums[5],
	}
}

// health returns `healthData`: values with a slow wave and a little noise, and grades.
func (s *stream) health(of *substream, now int64) object {
	leaves, kind := object{}, s.Health
	if of.Rate == 0 {
		kind = "noData"
	}
	for i, each := range tables.Health[kind] {
		deviation := 0.75*swing(float64(now+int64(of.Seed)), 420) + 0.25*noise(hash(of.Seed, now), i)
		leaves[each.Name] = rounded(each.Middle+each.Spread*deviation, 1_000_000)
		leaves[strings.TrimSuffix(each.Name, "Score")+"Grade"] = each.Is
	}
	return leaves
}

func stormAnswer(data object, now int64) answer {
	return answer{200, object{"data": data, "meta": object{"executionTime": now % 4, "generatedAt": now * 1_000}}}
}

// serverInfoAnswer has another name for the envelope. Source: Storm "Server Info".
func serverInfoAnswer(r request) answer {
	return answer{200, object{"data": tables.ServerInfo, "metadata": object{"executionTime": 0, "generatedAt": r.now * 1_000}}}
}

// pageAnswer returns a page of a list, of 100 rows at most. Source: Storm "Application List".
func pageAnswer(r request, all []object, rows int) answer {
	number, size := r.number("page", 1), min(r.number("rowsPerPage", rows), 100)
	pages := (len(all) + size - 1) / size
	from := min(number-1, pages) * size
	return stormAnswer(object{
		"totalItems": len(all), "itemsPerPage": size, "totalPages": pages, "currentPage": number, "hasPrevious": number > 1, "hasNext": number < pages,
		"list": append([]object{}, all[min(from, len(all)):min(from+size, len(all))]...),
	}, r.now)
}

func applicationsAnswer(r request) answer { return pageAnswer(r, tables.Applications, 10) }

func streamsAnswer(r request) answer {
	var list []object
	for _, each := range streams {
		list = append(list, each.document(r.now))
	}
	return pageAnswer(r, list, 10)
}

// onSubstream finds the substream that the path names, or the source when it names none.
func onSubstream(answerOf func(request, *stream, *substream) answer) func(request) answer {
	return func(r request) answer {
		for _, in := range streams {
			for _, each := range in.Substreams {
				if in.App == r.segments[1] && in.Key == r.segments[2] && each.Name == append(r.segments, in.Substreams[0].Name)[3] {
					return answerOf(r, in, each)
				}
			}
		}
		return stormError(404, "Substream not found")
	}
}

func streamAnswer(r request, in *stream, _ *substream) answer {
	return stormAnswer(in.document(r.now), r.now)
}

// document returns the sum of the substreams, and the health of the source. Source: Storm "Stream", where health is
// flat.
func (s *stream) document(now int64) object {
	start, health, parts := s.publishedAt(now), s.health(s.Substreams[0], now), []object{}
	for _, each := range s.Substreams {
		parts = append(parts, object{"streamKey": s.Key + "_" + each.Name, "name": each.Name})
	}
	return with(tables.StreamDocument, s.traffic(now, s.Substreams...), object{
		"id": s.App + "-" + s.Key, "application": s.App, "streamKey": s.Key, "startTime": start * 1_000, "duration": (now - start) * 1_000,
		"healthScore": health["healthScore"], "healthGrade": health["healthGrade"], "subStreams": parts,
		"isRecording": s.Health == "good", "thumbnailPath": "/thumbnails/" + s.Key + ".jpg", "thumbnailTimestamp": (now - now%30) * 1_000,
	})
}

func substreamAnswer(r request, in *stream, s *substream) answer {
	start, source := in.publishedAt(r.now), "Unknown"
	if s == in.Substreams[0] {
		source = "WS_CLIENT"
	}
	// An AAC frame holds 1,024 samples of 48,000 a second.
	video, audio := (r.now-start)*int64(in.FPS), (r.now-start)*48_000/1_024
	if s.Rate == 0 {
		video, audio = 0, 0
	}
	return stormAnswer(with(tables.SubstreamDocument, in.traffic(r.now, s), object{
		"id": in.Key + "-" + s.Name, "application": in.App, "streamKey": in.Key, "sourceType": source, "startTime": start * 1_000,
		"duration": (r.now - start) * 1_000, "videoPacketCount": video, "audioPacketCount": audio, "healthData": in.health(s, r.now),
	}), r.now)
}

// journalAnswer has a note for every four minutes, the newest first. Source: Storm "Substream Journal".
func journalAnswer(r request, in *stream, s *substream) answer {
	var list []object
	for at, kind := in.publishedAt(r.now), "start"; at <= r.now; at += 4 * minute {
		notes := tables.Journal[kind]
		for i, line := range notes[hash(s.Seed, at)%low(len(notes))] {
			if at+line.After <= r.now {
				list = append(list, object{
					"id": at*10 + int64(i), "message": line.Message, "threadName": fmt.Sprintf("pipeline-%d", s.Seed),
					"createDate": (at + line.After) * 1_000, "pipelineState": line.State,
				})
			}
		}
		if kind = "running"; in.Health == "outOfSync" {
			kind = in.Health
		}
	}
	slices.Reverse(list)
	return pageAnswer(r, list, 20)
}

// metadataAnswer fails for a substream that gets nothing from its transcoder. Source: Storm "Substream Metadata".
func metadataAnswer(r request, in *stream, s *substream) answer {
	if s.Rate == 0 {
		return stormError(404, "Metadata not found")
	}
	return stormAnswer(with(tables.MetadataDocument, tables.Qualities[s.Name], object{"frameRate": in.FPS}), r.now)
}
