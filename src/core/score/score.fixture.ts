import { DEFAULT_THRESHOLDS, type Thresholds } from '../measurements/thresholds';
import type { TrackIdentity, TrackSeries } from '../measurements/track';
import { METRIC_NAMES, type MetricName } from '../measurements/trackMetrics';
import { scoreUnit, type ScoredUnit } from './scoreUnit';
import type { TrackGroup } from './trackGroup';

/** A multiple of 30 s, so that three windows of 10 s make a half minute of the clock. */
export const START = 1_800_000_000_000;

/** What was measured in one window. */
export type Row = Partial<Record<MetricName, number | null>>;

/** A track of a group. Its windows are of 10 s, and something is sent in them. */
export function seriesOf(
  group: TrackGroup,
  rows: readonly Row[],
  { step = 10_000, start = START, ...identity }: Partial<TrackIdentity> & { step?: number; start?: number } = {}
): TrackSeries {
  const [direction, what] = group.split(' ');
  const names = METRIC_NAMES.filter((name) => rows.some((row) => name in row));
  return {
    track: {
      side: direction === 'sent' ? 'publisher' : 'subscriber',
      kind: what === 'speech' ? 'audio' : 'video',
      track_id: 't',
      type: what === 'screen' ? 'screen' : 'regular',
      rid: null,
      ...identity,
    },
    times: rows.map((_, i) => start + (i + 1) * step),
    values: {
      bitrate: rows.map(({ bitrate = 100_000 }) => bitrate),
      ...Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name] ?? null)])),
    },
  };
}

/** Scores one track, or the layers of a camera. */
export function scored(series: TrackSeries | readonly TrackSeries[], thresholds: Thresholds = DEFAULT_THRESHOLDS) {
  const layers: readonly TrackSeries[] = 'times' in series ? [series] : series;
  const unit = scoreUnit(layers, ({ times }) => ({ from: 0, to: times.length }), thresholds);
  if (unit === null) {
    throw new Error('there is nothing to score');
  }
  return unit satisfies ScoredUnit;
}

export function repeat<T>(count: number, item: T): readonly T[] {
  return Array.from({ length: count }, () => item);
}

/** Returns a source of numbers from 0 to 1 that gives the same ones each time. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    // Numerical Recipes' generator: 32 bits are enough to try things with.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Places of numbers in their order, from the least. */
function ranks(numbers: readonly number[]): readonly number[] {
  const order = numbers.map((_, i) => i).sort((one, other) => (numbers[one] ?? 0) - (numbers[other] ?? 0));
  const places = repeat(numbers.length, 0).slice();
  order.forEach((at, place) => (places[at] = place));
  return places;
}

/** Returns how alike two lists are in their order, by Spearman: 1 for the same order. */
export function rankCorrelation(one: readonly number[], other: readonly number[]): number {
  const [first, second] = [ranks(one), ranks(other)];
  const squares = first.reduce((sum, rank, i) => sum + (rank - (second[i] ?? 0)) ** 2, 0);
  return 1 - (6 * squares) / (one.length * (one.length ** 2 - 1));
}
