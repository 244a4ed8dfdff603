/** Steps looked at; enough for a median, few enough to cost nothing on a long call. */
const MAX_SAMPLED = 64;
/**
 * More than this many usual steps are a gap: windows are cut short by mutes and stretched by timers, so one step is
 * not.
 */
const GAP_INTERVALS = 2.5;

/** Rows `from` up to, not including, `to`. */
export interface Rows {
  readonly from: number;
  readonly to: number;
}

/** Returns the rows of a column. The usual case, all of them, is not copied. */
export function cellsIn<T>(column: readonly T[], { from, to }: Rows): readonly T[] {
  return from === 0 && to === column.length ? column : column.slice(from, to);
}

/**
 * Returns the usual step between two samples, milliseconds: SDKs differ, and a server can configure them. Null if there
 * are fewer than two samples.
 */
export function sampleInterval(times: readonly number[]): number | null {
  const stride = Math.max(1, Math.floor((times.length - 1) / MAX_SAMPLED));
  const steps: number[] = [];
  for (let i = 1; i < times.length; i += stride) {
    steps.push((times[i] ?? 0) - (times[i - 1] ?? 0));
  }
  return new Float64Array(steps).sort()[steps.length >> 1] ?? null;
}

/**
 * Returns after how many milliseconds a line between two samples is broken, from the steps they have. Null if there are
 * fewer than two samples.
 */
export function gapAfter(times: readonly number[]): number | null {
  const median = sampleInterval(times);
  return median === null ? null : Math.ceil(median * GAP_INTERVALS);
}

/**
 * Returns how long the window of each sample was, milliseconds: the time since the sample before. What came before a
 * gap is not known: such a window is taken to be as long as most are. 0 for the only sample of a track.
 */
export function windowLengths(times: readonly number[]): readonly number[] {
  const median = sampleInterval(times) ?? 0;
  const longest = Math.ceil(median * GAP_INTERVALS);
  return times.map((time, i) => {
    const step = i === 0 ? NaN : time - (times[i - 1] ?? NaN);
    return step <= longest ? step : median;
  });
}
