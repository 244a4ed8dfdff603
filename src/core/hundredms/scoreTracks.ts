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

/** A track and layer with how it was inside the range. */
export interface ScoredTrack extends SelectedTrack, TrackScore {
  /** Whose it is and which: `Asha publisher video high`, `Asha subscriber from Ben audio`. */
  readonly name: string;
  /** When its call began, milliseconds since the epoch. */
  readonly start: number;
}

/** Judges every track that a query's peers have inside the range. Fails where the bands in the settings are none. */
export function scoreTracks(
  asked: PeerSelection,
  context: Context,
  gathered: FetchedPeers,
  notices: Notices
): Outcome<readonly ScoredTrack[]> {
  const bands = thresholdsOf(context);
  if (!bands.ok) {
    return bands;
  }
  const { tracks } = selectTracks(allTracks(asked), context, gathered, notices);
  const starts = startsOf(gathered);
  const names = trackNames(tracks);
  const judged = tracks.map((track, i): ScoredTrack => {
    const { side, kind } = track.series.track;
    const start = starts.get(track.target.session_id) ?? 0;
    const isSpeech = side === 'publisher' && kind === 'audio';
    const score = scoreOf(windowsOf(track.series, track.rows), bands.value, isSpeech, start);
    return { ...track, ...score, name: names[i] ?? '', start };
  });
  return { ok: true, value: judged };
}

/** When each session began: as it says itself, else by its first sample. */
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
