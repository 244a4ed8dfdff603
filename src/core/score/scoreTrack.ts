import type { Thresholds } from '../measurements/thresholds';
import { lackAt, MAX_SCORE } from './curves';
import { termsOf, type Term } from './points';
import type { TrackGroup } from './trackGroup';
import type { Numbers, Windows } from './windows';

/** A track with what it lacks of the best score, window by window. */
export interface ScoredTrack {
  readonly group: TrackGroup;
  readonly windows: Windows;
  readonly terms: readonly Term[];
  /** What all terms take in each window; NaN where nothing was measured. */
  readonly points: Numbers;
  /** How much each window counts: how long it was, times how much of it was meant to be sent. */
  readonly weights: Numbers;
  /**
   * The square of what each window lacks of the best score, times its weight; NaN where it is not judged. Empty, as
   * `points`, if no measure of the track has a column.
   */
  readonly badnesses: Numbers;
  /** The sum of the weights of all judged windows. */
  readonly weight: number;
  /** The sum of all badnesses. Of two tracks the worse has more. */
  readonly badness: number;
  /** 0 to 5; null where there is too little to judge. */
  readonly score: number | null;
}

/** A track with fewer whole windows has no score. */
const MIN_USAGE = 3;

/**
 * Scores a track by the root mean square of what its windows lack, so that a bad minute counts more than the same
 * spread over an hour. `used` is how many whole windows were judged, if it is not the sum over these.
 */
export function scoreTrack(group: TrackGroup, windows: Windows, thresholds: Thresholds, used?: number): ScoredTrack {
  const terms = termsOf(group, windows, thresholds);
  const points = sumOfPoints(terms);
  const weights = weightsOf(windows);
  const badnesses = badnessesOf(points, weights);
  const { usage } = windows;
  let weight = 0;
  let badness = 0;
  let sumOfUsage = 0;
  badnesses.forEach((each, i) => {
    if (each >= 0) {
      weight += weights[i] ?? 0;
      badness += each;
      sumOfUsage += usage[i] ?? 0;
    }
  });
  const isEnough = (used ?? sumOfUsage) >= MIN_USAGE && weight > 0;
  const score = isEnough ? MAX_SCORE - Math.sqrt(badness / weight) : null;
  return { group, windows, terms, points, weights, badnesses, weight, badness, score };
}

function weightsOf({ lengths, usage }: Windows): Numbers {
  const isAllUsed = usage.every((use) => use === 1);
  return isAllUsed ? lengths : lengths.map((length, i) => length * (usage[i] ?? 0));
}

/** Returns what some terms take in each window; NaN where nothing of these was measured, empty without terms. */
export function sumOfPoints(terms: readonly Term[]): Numbers {
  const [first, ...others] = terms.map(({ points }) => points);
  return others.reduce(addColumn, first ?? []);
}

function addColumn(one: Numbers, other: Numbers): Numbers {
  return one.map((first, i) => {
    const second = other[i] ?? NaN;
    // Most points are 0, and the Go host's engine allocates each sum.
    return first > 0 && second > 0 ? first + second : second > 0 || !(first >= 0) ? second : first;
  });
}

/** Returns the badness of each window by the points that are taken; NaN where nothing was measured. */
export function badnessesOf(points: Numbers, weights: Numbers): Numbers {
  return points.map((taken, i) => {
    const lack = taken > 0 ? lackAt(taken) : 0;
    return taken > 0 ? (weights[i] ?? 0) * lack * lack : taken;
  });
}
