/** How a series becomes one number. */
export const REDUCERS = ['last', 'mean', 'min', 'max', 'p95', 'sum'] as const;
export type Reducer = (typeof REDUCERS)[number];

/** How each reducer makes one number of at least one sample, in the order of time. */
const BY: Readonly<Record<Reducer, (samples: readonly number[]) => number | null>> = {
  last: (samples) => samples[samples.length - 1] ?? null,
  mean: (samples) => total(samples) / samples.length,
  min: (samples) => samples.reduce((least, sample) => Math.min(least, sample), Infinity),
  max: (samples) => samples.reduce((most, sample) => Math.max(most, sample), -Infinity),
  p95: (samples) => nearestRank(samples, 95),
  sum: total,
};

/** One number of the cells that are not null; null where all are, and where the number is beyond a double. The mean is not weighted by the length of a window. */
export function reduce(cells: ReadonlyArray<number | null>, by: Reducer): number | null {
  const samples = cells.filter((cell) => cell !== null);
  const number = samples.length === 0 ? null : BY[by](samples);
  return Number.isFinite(number) ? number : null;
}

function total(samples: readonly number[]): number {
  return samples.reduce((sum, sample) => sum + sample, 0);
}

/** The smallest sample that at least `percent` of all do not exceed. */
function nearestRank(samples: readonly number[], percent: number): number | null {
  const sorted = Float64Array.from(samples).sort();
  return sorted[Math.ceil((percent * sorted.length) / 100) - 1] ?? null;
}
