import type { Thresholds } from '../measurements/thresholds';
import { deficitAt, MAX_SCORE } from './curves';
import { deductionsOf, type Deduction } from './deductions';
import type { TrackGroup } from './trackGroup';
import type { Numbers, Windows } from './windows';

/** A track with its deficit, window by window: how far it is below the best score. */
export interface ScoredTrack {
  readonly group: TrackGroup;
  readonly windows: Windows;
  readonly deductions: readonly Deduction[];
  /** What all deductions take in each window; NaN where nothing was measured. */
  readonly points: Numbers;
  /** How much each window counts: how long it was, times how much of it was meant to be sent. */
  readonly weights: Numbers;
  /**
   * The square of the deficit of each window, times its weight; NaN where it is not judged. Empty, as
   * `points`, if no measure of the track has a column.
   */
  readonly weightedSquares: Numbers;
  /** The sum of the weights of all judged windows. */
  readonly weight: number;
  /** The sum over all windows. Of two tracks the worse has more. */
  readonly sumOfSquares: number;
  /** 0 to 5; null where there is too little to judge. */
  readonly score: number | null;
}

/** A track with fewer whole windows has no score. */
const MIN_ACTIVE_WINDOWS = 3;

/**
 * Scores a track by the root mean square of the deficits of its windows, so that a bad minute counts more than the same
 * spread over an hour. `activeWindows` is how many whole windows were judged, if it is not the sum over these.
 */
export function scoreTrack(
  group: TrackGroup,
  windows: Windows,
  thresholds: Thresholds,
  activeWindows?: number
): ScoredTrack {
  const deductions = deductionsOf(group, windows, thresholds);
  const points = sumOfPoints(deductions);
  const weights = weightsOf(windows);
  const weightedSquares = weightedSquaresOf(points, weights);
  const { activity } = windows;
  let weight = 0;
  let sumOfSquares = 0;
  let sumOfActivity = 0;
  weightedSquares.forEach((each, i) => {
    if (each >= 0) {
      weight += weights[i] ?? 0;
      sumOfSquares += each;
      sumOfActivity += activity[i] ?? 0;
    }
  });
  const isEnough = (activeWindows ?? sumOfActivity) >= MIN_ACTIVE_WINDOWS && weight > 0;
  const score = isEnough ? MAX_SCORE - Math.sqrt(sumOfSquares / weight) : null;
  return { group, windows, deductions, points, weights, weightedSquares, weight, sumOfSquares, score };
}

function weightsOf({ lengths, activity }: Windows): Numbers {
  const isAllActive = activity.every((active) => active === 1);
  return isAllActive ? lengths : lengths.map((length, i) => length * (activity[i] ?? 0));
}

/** Returns what some deductions take in each window; NaN where none of them was measured, empty without deductions. */
export function sumOfPoints(deductions: readonly Deduction[]): Numbers {
  const [first, ...others] = deductions.map(({ points }) => points);
  return others.reduce(addColumn, first ?? []);
}

function addColumn(one: Numbers, other: Numbers): Numbers {
  return one.map((first, i) => {
    const second = other[i] ?? NaN;
    // Most points are 0, and the Go host's engine allocates each sum.
    return first > 0 && second > 0 ? first + second : second > 0 || !(first >= 0) ? second : first;
  });
}

/** Returns the square of the deficit of each window, times its weight; NaN where nothing was measured. */
export function weightedSquaresOf(points: Numbers, weights: Numbers): Numbers {
  return points.map((taken, i) => {
    const deficit = taken > 0 ? deficitAt(taken) : 0;
    return taken > 0 ? (weights[i] ?? 0) * deficit * deficit : taken;
  });
}
