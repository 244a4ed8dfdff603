import { causeHalfMinutesOf, type HalfMinutes } from './halfMinutes';
import { sumOfSquaresOf } from './parts';
import type { ScoredTrack } from './scoreTrack';
import type { ScoredUnit, WorstGroup } from './scoreUnit';
import { isSent, type TrackGroup } from './trackGroup';
import type { Kind } from '../measurements/trackMetrics';

/** From this score on nothing needs a cause. */
export const GOOD_SCORE = 4;

/** What is kept of a track to find causes. Plain JSON. */
export interface TrackEvidence extends HalfMinutes {
  readonly group: TrackGroup;
  readonly kind: Kind;
  readonly track_id: string | null;
  /** The IDs under which the track continued, if any. */
  readonly otherIds?: readonly string[];
}

/** What is kept of a peer to find causes. */
export interface PeerEvidence {
  readonly peer_id: string;
  /** Null if the session lacks it. */
  readonly name: string | null;
  readonly tracks: readonly TrackEvidence[];
}

/** Returns what is kept of a track; null for a received track without any score. A sent track shows who sent it. */
export function trackEvidenceOf(unit: ScoredUnit): TrackEvidence | null {
  const { group, track } = unit;
  const halfMinutes = causeHalfMinutesOf(unit);
  const otherIds = unit.series[0]?.otherIds;
  return isSent(group) || halfMinutes.deficits.trim() !== ''
    ? { group, kind: track.kind, track_id: track.track_id, ...(otherIds && { otherIds }), ...halfMinutes }
    : null;
}

/** Returns the cause of a track's score as far as the track itself shows it; null if other tracks have to. */
export function ownCauseOfTrack(track: ScoredTrack): string | null {
  return ownCause(track.score, track.group, [track]);
}

/** Returns the cause of a peer's score as far as its own tracks show it; null if those of others have to. */
export function ownCauseOfPeer(worst: WorstGroup | null): string | null {
  return worst === null ? '' : ownCause(worst.score, worst.group, worst.tracks);
}

function ownCause(score: number | null, group: TrackGroup, tracks: readonly ScoredTrack[]): string | null {
  if (score === null) {
    return '';
  }
  if (score >= GOOD_SCORE) {
    return 'none';
  }
  return isSent(group) ? sentCause(tracks) : null;
}

/** Counts a low frame rate for the camera. The computer or the bandwidth may be the cause too; stats do not show it. */
function sentCause(tracks: readonly ScoredTrack[]): string {
  let [camera, all] = [0, 0];
  for (const track of tracks) {
    all += track.sumOfSquares;
    camera += sumOfSquaresOf(track, 'fps');
  }
  return camera > all / 2 ? 'own camera' : 'own uplink';
}
