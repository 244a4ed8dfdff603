import type { ScoringInput } from '../../protocol';
import { DEFAULT_THRESHOLDS } from '../../measurements/thresholds';
import { trackEvidenceOf, GOOD_SCORE, ownCauseOfPeer, type TrackEvidence } from '../../score/cause';
import { mainFault, peerReasons } from '../../score/reasons';
import { scoreUnit, unitsOf, worstGroupOf, type WorstGroup } from '../../score/scoreUnit';
import { isSent, type TrackGroup } from '../../score/trackGroup';
import { layersOf } from '../layerNames';
import { worstNumber, type MetricName } from '../../measurements/trackMetrics';
import { describeTrack, type TrackSeries } from '../../measurements/track';
import { clockOffset, subtractOffset, partOffset, UNKNOWN_PRESENCE } from '../peerClock';
import { decodePeerStats, isIncomplete, type PeerStats } from '../peerStats';
import { countsOf, type RepairCounts } from '../repairs';
import { reduce, type Reducer } from '../../measurements/reduce';
import { timeRangeOf } from '../timeRange';

/** The score of a peer for its whole session: the part of a document to keep when thousands are scored. Plain JSON. */
export interface PeerScore {
  /** The score of the worst group of tracks; null if no track could be scored. */
  readonly score: number | null;
  /** The same of what it sent, and of what it received. */
  readonly sent_score: number | null;
  readonly received_score: number | null;
  /** The measure that was worst in what it sent, and in what it received, with its mean; null where that was good. */
  readonly sent_fault: string | null;
  readonly received_fault: string | null;
  readonly reasons: readonly string[];
  /** The reasons without their arithmetic; null without a score. */
  readonly summary: string | null;
  /** The worst track of the group: `received video`. */
  readonly worst_track: string | null;
  /** The cause as far as this document shows it; null if other documents of the session have to. */
  readonly cause: string | null;
  readonly group: TrackGroup | null;
  /** What is kept of each track to find causes. */
  readonly evidence: readonly TrackEvidence[];
  /** Windows of all tracks; 0 if there are no stats yet. */
  readonly samples: number;
  /** The requested metric, reduced, of the track where it is worst; null if none was requested or no track has it. */
  readonly value: number | null;
  /** How many milliseconds the peer's clock is ahead of 100ms', or behind if negative; absent if it is right. */
  readonly clockOffset?: number;
  /** The same of a part of its samples, if its clock was set during the call. */
  readonly partOffset?: number;
  /** The errors of the document that were repaired. */
  readonly repairs: RepairCounts;
  /** Present if the document has tracks or samples that were not read. */
  readonly isIncomplete?: true;
}

/** Scores the text of a peer-stats response; null if it is not such a document. */
export function decodePeerScore(text: string, scoringInput: ScoringInput | undefined): PeerScore | null {
  const stats = decodePeerStats(text);
  return stats === null
    ? null
    : peerScoreOf(stats, scoringInput ?? { thresholds: DEFAULT_THRESHOLDS, start: null, metric: null });
}

function peerScoreOf(
  stats: PeerStats,
  { thresholds, start, presence = UNKNOWN_PRESENCE, metric }: ScoringInput
): PeerScore {
  const offset = clockOffset(stats.tracks, presence);
  const offsetOfPart = offset === 0 ? partOffset(stats.tracks, presence) : 0;
  const tracks = subtractOffset(stats.tracks, offset);
  const sessionStart = start ?? timeRangeOf(tracks)?.from ?? 0;
  const units = unitsOf(tracks).flatMap((series) => scoreUnit(series, allRows, thresholds) ?? []);
  const sent = worstGroupOf(units.filter(({ group }) => isSent(group)));
  const received = worstGroupOf(units.filter(({ group }) => !isSent(group)));
  const worst = sent === null || (received !== null && received.deficit > sent.deficit) ? received : sent;
  const reasons = worst === null ? { exact: [], summary: null } : peerReasons(worst, thresholds, sessionStart);
  return {
    score: worst?.score ?? null,
    sent_score: sent?.score ?? null,
    received_score: received?.score ?? null,
    sent_fault: faultOf(sent),
    received_fault: faultOf(received),
    reasons: reasons.exact,
    summary: reasons.summary,
    worst_track: worst === null ? null : describeWorstTrack(worst.worst.track, tracks),
    cause: ownCauseOfPeer(worst),
    group: worst?.group ?? null,
    evidence: units.flatMap((unit) => trackEvidenceOf(unit) ?? []),
    samples: tracks.reduce((sum, { times }) => sum + times.length, 0),
    value: metric === null ? null : worstOf(tracks, metric.name, metric.reduce),
    repairs: countsOf(stats.repairs),
    ...(offset === 0 ? {} : { clockOffset: offset }),
    ...(offsetOfPart === 0 ? {} : { partOffset: offsetOfPart }),
    ...(isIncomplete(stats) ? { isIncomplete: true } : {}),
  };
}

function faultOf(group: WorstGroup | null): string | null {
  return group === null || group.score >= GOOD_SCORE ? null : mainFault(group.worst);
}

function allRows({ times }: TrackSeries) {
  return { from: 0, to: times.length };
}

function describeWorstTrack(track: TrackSeries['track'], tracks: PeerStats['tracks']): string {
  const { rid } = track;
  return describeTrack(track, rid === null ? null : layersOf(tracks.map((other) => other.track.rid))(rid));
}

function worstOf(tracks: PeerStats['tracks'], metric: MetricName, by: Reducer): number | null {
  const numbers = tracks.flatMap(({ values }) => reduce(values[metric] ?? [], by) ?? []);
  return worstNumber(metric, numbers);
}
