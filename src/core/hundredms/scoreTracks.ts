import type { Notices } from '../frames/notices';
import type { TrackSeries } from '../measurements/track';
import type { Thresholds } from '../measurements/thresholds';
import type { Context, Outcome } from '../protocol';
import { thresholdsOf } from '../score/readThresholds';
import type { Rows } from '../score/sampleInterval';
import { scoreUnit, unitsOf, type ScoredUnit } from '../score/scorePeer';
import { allTracks, type PeerSelection } from './peerSelection';
import { trackNames } from './displayNames';
import { selectTracks } from './selectTracks';
import type { FetchedPeer, FetchedPeers, SelectedTrack } from './selectedTrack';
import { rowsInside, timeRangeOf } from './timeRange';

/** A peer with its scored tracks. */
export interface ScoredPeer {
  readonly peer: FetchedPeer;
  readonly units: readonly ScoredUnit[];
}

/** The tracks of a query's peers with their scores. */
export interface ScoredTracks {
  /** The tracks and layers that the query selects. */
  readonly tracks: readonly SelectedTrack[];
  /** The names of these: `Asha publisher video`, `Asha subscriber from Ben audio`. */
  readonly names: readonly string[];
  /** The score of each inside the range; the layers of a camera have one. */
  readonly units: ReadonlyMap<TrackSeries, ScoredUnit>;
  readonly peers: readonly ScoredPeer[];
  readonly thresholds: Thresholds;
  /** When each session began, milliseconds since the epoch. */
  readonly starts: ReadonlyMap<string, number>;
}

/**
 * Scores the tracks of a query's peers inside the range: those that it selects, or all with `needsAll`. Fails if the
 * thresholds in the settings are wrong.
 */
export function scoreTracks(
  selection: PeerSelection,
  context: Context,
  fetched: FetchedPeers,
  notices: Notices,
  needsAll = false
): Outcome<ScoredTracks> {
  const thresholds = thresholdsOf(context);
  if (!thresholds.ok) {
    return thresholds;
  }
  const { tracks } = selectTracks(allTracks(selection), context, fetched, notices);
  const selected = new Set(tracks.map(({ series }) => series));
  const rowsOf = ({ times }: TrackSeries): Rows => rowsInside(times, context.range);
  const peers = fetched.peers.map((peer): ScoredPeer => {
    const needed = unitsOf(peer.stats.tracks).filter((unit) => needsAll || unit.some((series) => selected.has(series)));
    return { peer, units: needed.flatMap((unit) => scoreUnit(unit, rowsOf, thresholds.value) ?? []) };
  });
  const units = new Map(
    peers.flatMap((peer) => peer.units.flatMap((unit) => unit.series.map((series) => [series, unit] as const)))
  );
  const names = trackNames(tracks.map((track) => ({ ...track, layer: isCamera(track) ? '' : track.layer })));
  return { ok: true, value: { tracks, names, units, peers, thresholds: thresholds.value, starts: startsOf(fetched) } };
}

/** Whether a track is a layer of a published video, which is scored with all layers. */
function isCamera({ series: { track } }: SelectedTrack): boolean {
  return track.side === 'publisher' && track.kind === 'video';
}

/** Returns when each session began: its own start, or its first sample if it has none. */
function startsOf({ sessions, peers }: FetchedPeers): ReadonlyMap<string, number> {
  const starts = new Map<string, number>();
  for (const { target, stats } of peers) {
    const { session_id } = target;
    const first = sessions.get(session_id)?.created_at ?? timeRangeOf(stats.tracks)?.from ?? null;
    if (first !== null) {
      starts.set(session_id, Math.min(starts.get(session_id) ?? first, first));
    }
  }
  return starts;
}
