import type { Notices } from '../frames/notices';
import type { Context, Outcome } from '../protocol';
import { thresholdsOf } from '../score/readThresholds';
import { scoreOf, type TrackScore } from '../score/track';
import { windowsOf } from '../score/windows';
import { allTracks, type PeerSelection } from './peerSelection';
import { trackNames } from './displayNames';
import { selectTracks } from './selectTracks';
import type { FetchedPeers, SelectedTrack } from './selectedTrack';
import { timeRangeOf } from './timeRange';

/** A track and layer with its score inside the range. */
export interface ScoredTrack extends SelectedTrack, TrackScore {
  /** The peer and kind: `Asha publisher video high`, `Asha subscriber from Ben audio`. */
  readonly name: string;
  /** When its session began, milliseconds since the epoch. */
  readonly start: number;
}

/** Scores every track of a query's peers inside the range. Fails if the thresholds in the settings are wrong. */
export function scoreTracks(
  selection: PeerSelection,
  context: Context,
  fetched: FetchedPeers,
  notices: Notices
): Outcome<readonly ScoredTrack[]> {
  const thresholds = thresholdsOf(context);
  if (!thresholds.ok) {
    return thresholds;
  }
  const { tracks } = selectTracks(allTracks(selection), context, fetched, notices);
  const starts = startsOf(fetched);
  const names = trackNames(tracks);
  const scored = tracks.map((track, i): ScoredTrack => {
    const { side, kind } = track.series.track;
    const start = starts.get(track.target.session_id) ?? 0;
    const isSpeech = side === 'publisher' && kind === 'audio';
    const score = scoreOf(windowsOf(track.series, track.rows), thresholds.value, isSpeech, start);
    return { ...track, ...score, name: names[i] ?? '', start };
  });
  return { ok: true, value: scored };
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
