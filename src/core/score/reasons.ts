import type { ThresholdName, Thresholds } from '../measurements/thresholds';
import { MAX_SCORE } from './curves';
import { incidentsIn, type Incident } from './incidents';
import { formatDuration } from '../failure/text';
import { describeMean, describeMeasure, describeValue, offsetOf, roughLengthOf } from './metrics';
import { partsByMeasure } from './parts';
import type { ScoredTrack } from './scoreTrack';
import type { Rows } from './sampleInterval';
import type { WorstGroup } from './scoreUnit';
import type { Numbers } from './windows';

/** How many incidents are described one by one, those that took most; the others are summed up. */
const MAX_INCIDENTS = 3;

/** Why a score is not the best one, in two forms. */
export interface Reasons {
  /** Each with what it takes: `packet loss 7.3 % on average: -1.2`. */
  readonly exact: readonly string[];
  /**
   * Without the arithmetic, each measure with its mean: `7.3 % packet loss (14.7 % for 4½ min from 2:20)`. Null without
   * a score.
   */
  readonly summary: string | null;
}

/** One reason with what it takes from a score. */
interface Reason {
  /** What happened. Called only for shares that do not round to 0. */
  readonly exact: () => string;
  /** In a summary: an incident stands behind the mean of its measure. */
  readonly short?: () => string;
  /** Absent if it is of several. */
  readonly measure?: ThresholdName;
  readonly share: number;
}

/** A measure with its mean, and what it takes from a score. */
interface Fault {
  readonly measure: ThresholdName;
  readonly text: () => string;
  readonly share: number;
}

/** What is to be written of a score. */
interface Findings {
  /** By their share. */
  readonly faults: readonly Fault[];
  readonly reasons: readonly Reason[];
}

interface IncidentPart {
  readonly incident: Incident;
  readonly sumOfSquares: number;
}

/** Returns why the score of a track is not the best one. `start` is when the call began; times count from there. */
export function trackReasons(track: ScoredTrack, thresholds: Thresholds, start: number): Reasons {
  const { score, sumOfSquares, weight } = track;
  return score === null || isWhole(score)
    ? { exact: [], summary: score === null ? null : '' }
    : formatReasons(score, findingsOf(track, thresholds, start, Math.sqrt(sumOfSquares / weight) / sumOfSquares));
}

/**
 * Returns the measure that takes most from a track, with its mean: `7.3 % packet loss`; null if none takes anything.
 */
export function mainFault(track: ScoredTrack): string | null {
  const whole = wholeOf(track);
  let [most, worst]: [number, ThresholdName | null] = [0, null];
  for (const { name, parts } of partsByMeasure(track)) {
    const sum = sumOf(parts, whole);
    [most, worst] = sum > most ? [sum, name] : [most, worst];
  }
  return worst === null ? null : describeMeanOf(track, worst);
}

/** Returns a measure with its mean: `7.3 % packet loss`. */
function describeMeanOf(track: ScoredTrack, name: ThresholdName): string {
  return describeMean(name, meanOf(track, name, [wholeOf(track)]));
}

function wholeOf({ weightedSquares }: ScoredTrack): Rows {
  return { from: 0, to: weightedSquares.length };
}

/** Whether a score is the best one as it is shown. */
function isWhole(score: number): boolean {
  return Math.round(10 * score) === 10 * MAX_SCORE;
}

/** Returns the reasons of a peer: those of its worst track, and what the others of the group take. */
export function peerReasons(
  { tracks, worst, sumOfSquares, deficit, score }: WorstGroup,
  thresholds: Thresholds,
  start: number
): Reasons {
  if (isWhole(score)) {
    return { exact: [], summary: '' };
  }
  const share = deficit / sumOfSquares;
  const count = () => (tracks.length === 2 ? '1 other track' : `${tracks.length - 1} other tracks`);
  const others = { exact: count, short: count, share: (sumOfSquares - worst.sumOfSquares) * share };
  const { faults, reasons } = findingsOf(worst, thresholds, start, share);
  return formatReasons(score, { faults, reasons: [...reasons, others] });
}

/**
 * Returns averages by their share, then the main incidents by time, then the others. `share` turns weighted squares
 * into points of the score.
 */
function findingsOf(track: ScoredTrack, thresholds: Thresholds, start: number, share: number): Findings {
  const faults: Fault[] = [];
  const averages: Reason[] = [];
  const incidents: IncidentPart[] = [];
  for (const { name, parts } of partsByMeasure(track)) {
    const own = incidentsIn(track.windows, name, thresholds[name]);
    for (const incident of own) {
      incidents.push({ incident, sumOfSquares: sumOf(parts, { from: incident.first, to: incident.last + 1 }) });
    }
    const rest = outside(own, parts.length);
    averages.push({
      measure: name,
      exact: () =>
        `${describeMeasure(name, meanOf(track, name, rest))} on average${own.length > 0 ? ' otherwise' : ''}`,
      share: share * rest.reduce((sum, rows) => sum + sumOf(parts, rows), 0),
    });
    faults.push({
      measure: name,
      text: () => describeMeanOf(track, name),
      share: share * sumOf(parts, wholeOf(track)),
    });
  }
  const byDeficit = [...incidents].sort((one, other) => other.sumOfSquares - one.sumOfSquares);
  const main = byDeficit.slice(0, MAX_INCIDENTS).sort((one, other) => one.incident.from - other.incident.from);
  const others = byDeficit.slice(MAX_INCIDENTS);
  const countOthers = () => `${others.length} lesser ${others.length === 1 ? 'incident' : 'incidents'}`;
  const reasons = [
    ...averages.sort(byShare),
    ...main.map(({ incident, sumOfSquares }) => ({
      measure: incident.name,
      exact: () => describeIncident(incident, start),
      short: () => shortenIncident(incident, start),
      share: sumOfSquares * share,
    })),
    {
      exact: countOthers,
      short: countOthers,
      share: others.reduce((sum, { sumOfSquares }) => sum + sumOfSquares, 0) * share,
    },
  ];
  return { faults: faults.sort(byShare), reasons };
}

function byShare(one: { readonly share: number }, other: { readonly share: number }): number {
  return other.share - one.share;
}

/** Returns the rows before, between and after incidents. */
function outside(incidents: readonly Incident[], length: number): readonly Rows[] {
  const starts = [0, ...incidents.map(({ last }) => last + 1)];
  return starts.map((from, i) => ({ from, to: incidents[i]?.first ?? length }));
}

function sumOf(parts: Numbers, { from, to }: Rows): number {
  let sum = 0;
  for (let row = from; row < to; row++) {
    const part = parts[row] ?? 0;
    sum = part > 0 ? sum + part : sum;
  }
  return sum;
}

function meanOf({ windows, weights }: ScoredTrack, name: ThresholdName, parts: readonly Rows[]): number {
  const values = windows.measures[name] ?? [];
  let sum = 0;
  let total = 0;
  for (const { from, to } of parts) {
    for (let row = from; row < to; row++) {
      const value = values[row] ?? NaN;
      if (value >= 0) {
        sum += (weights[row] ?? 0) * value;
        total += weights[row] ?? 0;
      }
    }
  }
  return total > 0 ? sum / total : 0;
}

/** Returns what happened, for how long and when: `packet loss 8.2 % for 40 s from 3:10 into the call`. */
export function describeIncident({ name, worst, from, to }: Incident, start: number): string {
  return `${describeMeasure(name, worst)} for ${formatDuration(to - from)} from ${offsetOf(from - start)} into the call`;
}

function shortenIncident({ name, worst, from, to }: Incident, start: number): string {
  return `${describeValue(name, worst)} for ${roughLengthOf(to - from)} from ${offsetOf(from - start)}`;
}

/** Writes each reason with its share in tenths. Leaves out shares that round to 0. */
function formatReasons(score: number, { faults, reasons }: Findings): Reasons {
  const missing = 10 * MAX_SCORE - Math.round(10 * score);
  const tenths = roundToSum(
    reasons.map(({ share }) => share * 10),
    missing
  );
  const written = reasons.flatMap((reason, i) => ((tenths[i] ?? 0) > 0 ? { ...reason, tenths: tenths[i] ?? 0 } : []));
  return {
    exact: written.map(({ exact, tenths }) => `${exact()}: -${tenths / 10}`),
    summary: summarize(faults, written),
  };
}

/** Rounds numbers by the largest remainder, so that they add up to exactly what a reader sees of their sum. */
function roundToSum(numbers: readonly number[], sum: number): readonly number[] {
  const rounded = numbers.map(Math.floor);
  const missing = sum - rounded.reduce((total, each) => total + each, 0);
  const remainders = numbers.map((number, i) => ({ i, remainder: number - (rounded[i] ?? 0) }));
  for (const { i } of remainders.sort((one, other) => other.remainder - one.remainder).slice(0, missing)) {
    rounded[i] = (rounded[i] ?? 0) + 1;
  }
  return rounded;
}

/** Returns each measure with its mean, and the incidents behind it. */
function summarize(faults: readonly Fault[], written: readonly Reason[]): string {
  const texts = faults.flatMap(({ measure, text, share }) => {
    const own = written.filter((reason) => reason.measure === measure);
    const incidents = own.flatMap(({ short }) => short?.() ?? []);
    const isWritten = own.length > 0 || Math.round(10 * share) > 0;
    return isWritten ? [incidents.length === 0 ? text() : `${text()} (${incidents.join(', ')})`] : [];
  });
  const others = written.flatMap(({ measure, short }) => (measure === undefined ? (short?.() ?? []) : []));
  return texts.concat(others).join('; ');
}
