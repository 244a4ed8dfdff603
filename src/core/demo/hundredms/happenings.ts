import { hash } from '../noise';
import type { Call } from './calls';
import type { DemoPeer, Span, Track } from './peer';
import { peersOf } from './peers';
import type { Trouble } from './troubles';

/** Something that the service notes while a call goes on; `index` sets it apart from the call's others. */
export type Happening = (TrackHappening | TroubleHappening) & { readonly index: number };

interface Noted {
  /** Milliseconds after the call's start. */
  readonly at: number;
  readonly peer: DemoPeer;
}

interface TroubleHappening extends Noted {
  readonly trouble: Trouble;
}

export interface TrackHappening extends Noted {
  readonly track: Track;
  readonly type: `track.${'add' | 'update' | 'remove'}.success`;
  readonly isMuted: boolean;
  /** When the track started, milliseconds after the call's start. */
  readonly startedAt: number;
}

/** All that happens in a call, in its order. */
export function happeningsOf(call: Call): readonly Happening[] {
  const all = peersOf(call).flatMap((peer): ReadonlyArray<TrackHappening | TroubleHappening> => [
    ...peer.tracks.flatMap((track) => (track.type === 'screen' ? shared(peer, track) : muted(peer, track))),
    ...peer.troubles.map((trouble) => ({ at: trouble.second * 1_000, peer, trouble })),
  ]);
  return all
    .map((noted, index) => ({ ...noted, at: noted.at + (hash(call.start / 1_000, index) % 900), index }))
    .sort((a, b) => a.at - b.at || a.index - b.index);
}

/** The spans in which a track is on while its peer is there. */
function spansOf({ here }: DemoPeer, track: Track): readonly Span[] {
  return track.on
    .map(([from, to]): Span => [Math.max(from, here[0]), Math.min(to, here[1])])
    .filter(([from, to]) => from < to);
}

/** A screen's track begins and ends with the sharing. */
function shared(peer: DemoPeer, track: Track): readonly TrackHappening[] {
  return spansOf(peer, track).flatMap(([from, to]) => {
    const common = { peer, track, isMuted: false, startedAt: from * 1_000 };
    return [
      { ...common, type: 'track.add.success', at: from * 1_000 },
      { ...common, type: 'track.remove.success', at: to * 1_000 - 1_000 },
    ];
  });
}

/** Any other track is there as long as its peer, and is muted between its spans. */
function muted(peer: DemoPeer, track: Track): readonly TrackHappening[] {
  const [joined, left] = peer.here;
  const spans = spansOf(peer, track);
  const common = { peer, track, startedAt: joined * 1_000 };
  const updates = spans.flatMap(([from, to]): readonly TrackHappening[] => [
    ...(from > joined ? [{ ...common, type: 'track.update.success' as const, at: from * 1_000, isMuted: false }] : []),
    ...(to < left ? [{ ...common, type: 'track.update.success' as const, at: to * 1_000, isMuted: true }] : []),
  ]);
  const isMutedAtFirst = (spans[0]?.[0] ?? left) > joined;
  const isMutedAtLast = (spans[spans.length - 1]?.[1] ?? joined) < left;
  return [
    { ...common, type: 'track.add.success', at: joined * 1_000, isMuted: isMutedAtFirst },
    ...updates,
    { ...common, type: 'track.remove.success', at: left * 1_000 - 1_000, isMuted: isMutedAtLast },
  ];
}
