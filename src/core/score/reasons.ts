import type { ThresholdName, Thresholds } from '../measurements/thresholds';
import { MAX_SCORE } from './curves';
import { incidentsIn, type Incident } from './incidents';
import { describe, describeValue, lengthOf, offsetOf, roughLengthOf, SCORE_METRICS } from './metrics';
import { badnessPerPoint, type ScoredTrack } from './scoreTrack';
import type { Rows } from './sampleInterval';
import type { WorstGroup } from './scorePeer';

/** How many incidents are told one by one, those that took most; the others are summed up. */
const MAX_INCIDENTS = 3;

/** Why a score lacks something, told twice. */
export interface Reasons {
  /** Each with what it takes: `packet loss 7.3 % on average: -1.2`. */
  readonly exact: readonly string[];
  /** Without the arithmetic: `7.3 % packet loss; 14.7 % for 4½ min from 2:20`. Null without a score. */
  readonly summary: string | null;
}

/** One reason with what it takes from a score. */
interface Reason {
  readonly words: string;
  readonly summary: Summary;
  readonly share: number;
}

/** The short form of a reason. Its measure is left out where the reason before has the same. */
interface Summary {
  readonly value: string;
  readonly measure?: string;
  readonly when?: string;
}

interface IncidentPart {
  readonly incident: Incident;
  readonly badness: number;
}

/** Returns why a track lacks something. `start` is when the call began; times count from there. */
export function trackReasons(track: ScoredTrack, thresholds: Thresholds, start: number): Reasons {
  const { score, badness, weight } = track;
  return score === null
    ? { exact: [], summary: null }
    : tell(score, reasonsOf(track, thresholds, start, Math.sqrt(badness / weight) / badness));
}

/** Returns the reasons of a peer: those of its worst track, and what the others of the group take. */
export function peerReasons(
  { tracks, worst, badness, lack, score }: WorstGroup,
  thresholds: Thresholds,
  start: number
): Reasons {
  const share = lack / badness;
  const words = tracks.length === 2 ? '1 other track' : `${tracks.length - 1} other tracks`;
  const others = {
    words,
    summary: { value: words },
    share: (badness - worst.badness) * share,
  };
  return tell(score, [...reasonsOf(worst, thresholds, start, share), others]);
}

/** Returns averages by their share, then incidents by time, then the lesser ones. `share` turns badness into points of the score. */
function reasonsOf(track: ScoredTrack, thresholds: Thresholds, start: number, share: number): readonly Reason[] {
  const factors = badnessPerPoint(track);
  const averages: Reason[] = [];
  const incidents: IncidentPart[] = [];
  for (const { name, points } of measuresOf(track)) {
    const own = incidentsIn(track.windows, name, thresholds[name]);
    const badnessIn = (from: number, to: number) => sumOver(from, to, (row) => (factors[row] ?? 0) * points(row));
    for (const incident of own) {
      incidents.push({ incident, badness: badnessIn(incident.first, incident.last + 1) });
    }
    const rest = outside(own, factors.length);
    const mean = meanOf(track, name, rest);
    averages.push({
      words: `${describe(name, mean)} on average${own.length > 0 ? ' otherwise' : ''}`,
      summary: { value: describeValue(name, mean), measure: SCORE_METRICS[name].words },
      share: share * rest.reduce((sum, { from, to }) => sum + badnessIn(from, to), 0),
    });
  }
  const byBadness = [...incidents].sort((one, other) => other.badness - one.badness);
  const told = byBadness.slice(0, MAX_INCIDENTS).sort((one, other) => one.incident.from - other.incident.from);
  const lesser = byBadness.slice(MAX_INCIDENTS);
  const lesserWords = `${lesser.length} lesser ${lesser.length === 1 ? 'incident' : 'incidents'}`;
  return [
    ...averages.sort((one, other) => other.share - one.share),
    ...told.map(({ incident, badness }) => ({
      words: incidentWords(incident, start),
      summary: summaryOf(incident, start),
      share: badness * share,
    })),
    {
      words: lesserWords,
      summary: { value: lesserWords },
      share: lesser.reduce((sum, { badness }) => sum + badness, 0) * share,
    },
  ];
}

/** Returns each measure with a function of the points that it takes in a window. */
function measuresOf({ terms }: ScoredTrack) {
  return terms.flatMap(({ names: [first, second], points, partOfFirst }) => {
    const pointsOfFirst = (row: number) => (points(row) || 0) * partOfFirst(row);
    const pointsOfSecond = (row: number) => (points(row) || 0) * (1 - partOfFirst(row));
    return [
      { name: first, points: pointsOfFirst },
      ...(second === undefined ? [] : [{ name: second, points: pointsOfSecond }]),
    ];
  });
}

/** Returns the rows before, between and after incidents. */
function outside(incidents: readonly Incident[], length: number): readonly Rows[] {
  const starts = [0, ...incidents.map(({ last }) => last + 1)];
  return starts.map((from, i) => ({ from, to: incidents[i]?.first ?? length }));
}

function meanOf({ windows, weights }: ScoredTrack, name: ThresholdName, rows: readonly Rows[]): number {
  const values = windows.measures[name] ?? [];
  const weightOf = (row: number) => ((values[row] ?? NaN) >= 0 ? (weights[row] ?? 0) : 0);
  let [sum, weight] = [0, 0];
  for (const { from, to } of rows) {
    sum += sumOver(from, to, (row) => weightOf(row) * (values[row] || 0));
    weight += sumOver(from, to, weightOf);
  }
  return weight > 0 ? sum / weight : 0;
}

function sumOver(from: number, to: number, valueOf: (row: number) => number): number {
  let sum = 0;
  for (let row = from; row < to; row++) {
    sum += valueOf(row);
  }
  return sum;
}

/** Returns what happened, for how long and when: `packet loss 8.2 % for 40 s from 3:10 into the call`. */
export function incidentWords({ name, worst, from, to }: Incident, start: number): string {
  return `${describe(name, worst)} for ${lengthOf(to - from)} from ${offsetOf(from - start)} into the call`;
}

function summaryOf({ name, worst, from, to }: Incident, start: number): Summary {
  return {
    value: describeValue(name, worst),
    measure: SCORE_METRICS[name].words,
    when: `for ${roughLengthOf(to - from)} from ${offsetOf(from - start)}`,
  };
}

/**
 * Writes each reason with its share in tenths. They are rounded by the largest remainder, so that they add up to exactly
 * what the score lacks as it is shown. What comes to 0 is left out.
 */
function tell(score: number, reasons: readonly Reason[]): Reasons {
  const exact = reasons.map(({ share }) => share * 10);
  const tenths = exact.map(Math.floor);
  const missing = 10 * MAX_SCORE - Math.round(10 * score) - tenths.reduce((sum, each) => sum + each, 0);
  const remainders = exact.map((each, i) => ({ i, remainder: each - (tenths[i] ?? 0) }));
  for (const { i } of remainders.sort((one, other) => other.remainder - one.remainder).slice(0, missing)) {
    tenths[i] = (tenths[i] ?? 0) + 1;
  }
  return {
    exact: reasons.flatMap(({ words }, i) => ((tenths[i] ?? 0) > 0 ? `${words}: -${(tenths[i] ?? 0) / 10}` : [])),
    summary: summarize(reasons.filter((_, i) => (tenths[i] ?? 0) > 0)),
  };
}

function summarize(reasons: readonly Reason[]): string {
  return reasons
    .map(({ summary: { value, measure, when } }, i) =>
      [value, measure === reasons[i - 1]?.summary.measure ? undefined : measure, when]
        .filter((part) => part !== undefined)
        .join(' ')
    )
    .join('; ');
}
