import type { Thresholds } from '../measurements/thresholds';
import { lackAt, MAX_SCORE } from './curves';
import { pointsOf, type MeasurePoints } from './points';
import type { TrackGroup } from './trackGroup';
import type { Windows } from './windows';

/** A track with what it lacks of the best score, window by window. */
export interface ScoredTrack {
  readonly group: TrackGroup;
  readonly windows: Windows;
  readonly measures: readonly MeasurePoints[];
  /** What each window lacks, 0 to 5; NaN where it is not judged. */
  readonly lacks: Float64Array;
  /** The sum of the weights of all windows: how long each was, times how much of it was meant to be sent. */
  readonly weight: number;
  /** The sum of the squares of what windows lack, each with its weight. Of two tracks the worse has more. */
  readonly badness: number;
  /** 0 to 5; null where there is too little to judge. */
  readonly score: number | null;
}

/** A track needs as many whole windows to be scored. */
const MIN_USAGE = 3;

/**
 * Scores a track by the root mean square of what its windows lack, so that a bad minute counts more than the same spread
 * over an hour. `used` is how many whole windows were judged, if it is not the sum over these.
 */
export function scoreTrack(group: TrackGroup, windows: Windows, thresholds: Thresholds, used?: number): ScoredTrack {
  const measures = pointsOf(group, windows, thresholds);
  const lacks = lacksOf(windows, measures);
  const { lengths, usage } = windows;
  let [weight, badness, sumOfUsage] = [0, 0, 0];
  for (let i = 0; i < lacks.length; i++) {
    const lack = lacks[i] ?? NaN;
    if (lack >= 0) {
      const use = usage[i] ?? 0;
      const each = (lengths[i] ?? 0) * use;
      weight += each;
      badness += each * lack * lack;
      sumOfUsage += use;
    }
  }
  const isEnough = (used ?? sumOfUsage) >= MIN_USAGE && weight > 0;
  const score = isEnough ? MAX_SCORE - Math.sqrt(badness / weight) : null;
  return { group, windows, measures, lacks, weight, badness, score };
}

/** Returns what windows lack for some of their measures; NaN where none of these was measured. */
export function lacksOf({ measures, lengths }: Windows, counted: readonly MeasurePoints[]): Float64Array {
  const sums = new Float64Array(lengths.length).fill(NaN);
  for (const { name, points } of counted) {
    addPoints(sums, points, measures[name]);
  }
  for (let i = 0; i < sums.length; i++) {
    const sum = sums[i] ?? NaN;
    if (sum > 0) {
      sums[i] = lackAt(sum);
    }
  }
  return sums;
}

function addPoints(sums: Float64Array, points: Float64Array, values: Float64Array | undefined): void {
  for (let i = 0; i < (values?.length ?? 0); i++) {
    const value = values?.[i] ?? NaN;
    if (value >= 0) {
      const sum = sums[i] ?? NaN;
      sums[i] = (sum >= 0 ? sum : 0) + (points[i] ?? 0);
    }
  }
}

/**
 * Returns for each window what a point in it is part of the badness. A measure's part is that times its points, so that
 * all parts add up to the badness.
 */
export function badnessPerPoint({ windows, measures, lacks }: ScoredTrack): Float64Array {
  const { lengths, usage } = windows;
  const factors = new Float64Array(lacks.length);
  for (let i = 0; i < factors.length; i++) {
    const lack = lacks[i] ?? NaN;
    if (lack > 0) {
      const sum = measures.reduce((total, { points }) => total + (points[i] ?? 0), 0);
      factors[i] = ((lengths[i] ?? 0) * (usage[i] ?? 0) * lack * lack) / sum;
    }
  }
  return factors;
}
