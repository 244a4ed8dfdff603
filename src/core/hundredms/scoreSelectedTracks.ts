import type { Notices } from '../frames/notices';
import { isCamera, type TrackSeries } from '../measurements/track';
import type { Thresholds } from '../measurements/thresholds';
import type { Context, Outcome } from '../protocol';
import { thresholdsOf } from '../score/readThresholds';
import type { Rows } from '../score/sampleInterval';
import { trackEvidenceOf, ownCauseOfTrack } from '../score/cause';
import { matchesKnown } from '../query/filters';
import { scoreUnit, unitsOf, type ScoredUnit } from '../score/scoreUnit';
import { allTracks, scoreFilters, type PeerSelection } from './peerSelection';
import { trackNames } from './displayNames';
import { selectTracks } from './selectTracks';
import { senderOf, type FetchedPeer, type FetchedPeers, type SelectedTrack } from './selectedTrack';
import { causesOfTracks, NO_CAUSE, type KnownCause } from './trackCauses';
import { rowsInside, timeRangeOf, type TimeRange } from './timeRange';

/** A track of a query's peers, or all layers of a published camera, with what was read of its score. */
interface ScoredTrackOf<T> extends KnownCause {
  readonly peer: FetchedPeer;
  readonly score: number | null;
  readonly value: T;
}

/** The tracks of a query's peers with what was read of their scores. */
export interface ScoredTracks<T> {
  /** The tracks and layers that the query selects. */
  readonly selected: readonly SelectedTrack[];
  /** The names of these: `Asha sent video`, `Ben received audio from Asha`. */
  readonly names: readonly string[];
  /** What was read of each; the layers of a camera have one. */
  readonly bySeries: ReadonlyMap<TrackSeries, ScoredTrackOf<T>>;
  /** Finds the cause of a score. Empty unless causes are needed. */
  readonly causeOf: (track: ScoredTrackOf<T>) => string;
  /** Why nothing is selected, if nothing is. */
  readonly whyEmpty: string;
  /** The first and last sample of the query's tracks; null if there is none. */
  readonly span: TimeRange | null;
}

/** What to score, and what to read of each score. */
interface Scoring<T> {
  /** Whether causes are needed. Then tracks that the query does not select are scored too. */
  readonly needsCauses: boolean;
  /** Reads what is needed of a score. `start` is when the session began, milliseconds since the epoch. */
  readonly read: (unit: ScoredUnit, thresholds: Thresholds, start: number) => T;
}

/**
 * Scores the tracks of a query's peers inside the range. Their columns are dropped one by one, since those of all peers
 * would take more memory than the documents. Fails if the thresholds in the settings are wrong.
 */
export function scoreSelectedTracks<T>(
  selection: PeerSelection,
  context: Context,
  fetched: FetchedPeers,
  notices: Notices,
  { needsCauses: showsCauses, read }: Scoring<T>
): Outcome<ScoredTracks<T>> {
  const thresholds = thresholdsOf(context);
  if (!thresholds.ok) {
    return thresholds;
  }
  const filters = scoreFilters(selection);
  const needsCauses = showsCauses || filters.some(({ key }) => key === 'cause');
  const { tracks: inRange, span } = selectTracks(allTracks(selection), context, fetched, notices);
  const series = new Set(inRange.map((track) => track.series));
  const starts = sessionStarts(fetched);
  const rowsOf = ({ times }: TrackSeries): Rows => rowsInside(times, context.range);
  const bySeries = new Map<TrackSeries, ScoredTrackOf<T>>();
  const all: Array<ScoredTrackOf<T>> = [];
  for (const peer of fetched.peers) {
    const start = starts.get(peer.target.session_id) ?? 0;
    for (const layers of unitsOf(peer.stats.tracks)) {
      const isNeeded = needsCauses || layers.some((layer) => series.has(layer));
      const unit = isNeeded ? scoreUnit(layers, rowsOf, thresholds.value) : null;
      if (unit !== null) {
        const known = needsCauses ? { cause: ownCauseOfTrack(unit), evidence: trackEvidenceOf(unit) } : NO_CAUSE;
        const scored = { peer, score: unit.score, ...known, value: read(unit, thresholds.value, start) };
        all.push(scored);
        layers.forEach((layer) => bySeries.set(layer, scored));
      }
    }
  }
  const causeOf = causesOfTracks(all);
  const selected = inRange.filter((track) => {
    const scored = bySeries.get(track.series);
    const cause = scored && causeOf(scored);
    return matchesKnown({ score: scored?.score, cause, from: senderOf(track) }, filters);
  });
  const whyEmpty = inRange.length === 0 ? 'No track has samples within the range.' : 'No track matches the filters.';
  const names = trackNames(
    selected.map((track) => ({ ...track, layer: isCamera(track.series.track) ? '' : track.layer }))
  );
  return { ok: true, value: { selected, names, bySeries, causeOf, whyEmpty, span } };
}

/** Returns when each session began: its own start, or its first sample if it has none. */
function sessionStarts({ sessions, peers }: FetchedPeers): ReadonlyMap<string, number> {
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
