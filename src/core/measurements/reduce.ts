/** The ways to reduce a series to one number. */
export const REDUCERS = ['last', 'mean', 'min', 'max', 'p95', 'sum'] as const;
export type Reducer = (typeof REDUCERS)[number];

/** Each reducer takes at least one sample, in the order of time. */
const REDUCE: Readonly<Record<Reducer, (samples: readonly number[]) => number | null>> = {
  last: (samples) => samples[samples.length - 1] ?? null,
  mean: (samples) => total(samples) / samples.length,
  min: (samples) => samples.reduce((least, sample) => Math.min(least, sample), Infinity),
  max: (samples) => samples.reduce((most, sample) => Math.max(most, sample), -Infinity),
  p95: (samples) => nearestRank(samples, 95),
  sum: total,
};

/**
 * Reduces the cells that are not null to one number; null if there are none, or if the number is beyond the range of a
 * double. The mean is not weighted by the length of a window.
 */
export function reduce(cells: ReadonlyArray<number | null>, by: Reducer): number | null {
  const samples = cells.every(isNumber) ? cells : cells.filter(isNumber);
  const number = samples.length === 0 ? null : REDUCE[by](samples);
  return Number.isFinite(number) ? number : null;
}

function isNumber(cell: number | null): cell is number {
  return cell !== null;
}

function total(samples: readonly number[]): number {
  return samples.reduce((sum, sample) => sum + sample, 0);
}

/** Returns the smallest sample that is at least as large as `percent` of all samples. */
function nearestRank(samples: readonly number[], percent: number): number | null {
  const sorted = Float64Array.from(samples).sort();
  return sorted[Math.ceil((percent * sorted.length) / 100) - 1] ?? null;
}
