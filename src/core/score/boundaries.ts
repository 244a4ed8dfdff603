/**
 * Milliseconds between two samples of a client's layers. No window is shorter, and closer times count as one instant,
 * since the client samples its layers one after another. Source: `packages/hms-video-store/src/utils/constants.ts` of
 * 100mslive/web-sdks.
 */
export const SAMPLING_TOLERANCE = 1_000;

/** Windows by their ends and lengths, milliseconds. A length of 0 counts as the sampling tolerance. */
interface Spans {
  readonly times: readonly number[];
  readonly lengths: readonly number[];
}

/**
 * Returns when the windows of some layers begin and end inside a range, ascending. Of times that count as one instant,
 * those within the tolerance of the first of them, it keeps the last.
 */
export function boundariesOf(layers: readonly Spans[], from = -Infinity, to = Infinity): readonly number[] {
  const instants = new Float64Array(2 * layers.reduce((sum, { times }) => sum + times.length, 0));
  let count = 0;
  for (const { times, lengths } of layers) {
    for (let i = 0; i < times.length; i++) {
      const end = times[i] ?? NaN;
      const first = Math.max(from, end - (lengths[i] || SAMPLING_TOLERANCE));
      const last = Math.min(to, end);
      if (first < last) {
        instants[count] = first;
        instants[count + 1] = last;
        count += 2;
      }
    }
  }
  const sorted = instants.subarray(0, count).sort();
  const kept: number[] = [];
  let first = -Infinity;
  for (let i = 0; i < count; i++) {
    const instant = sorted[i] ?? NaN;
    if (instant - first >= SAMPLING_TOLERANCE) {
      first = instant;
      kept.push(instant);
    } else {
      kept[kept.length - 1] = instant;
    }
  }
  return kept;
}
