import type { TrackSeries } from '../measurements/track';

/** A range between two instants, both included, milliseconds since the epoch. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** Returns the first and last sample of some tracks; null if they have none. */
export function timeRangeOf(tracks: readonly TrackSeries[]): TimeRange | null {
  let from = Infinity;
  let to = -Infinity;
  tracks.forEach(({ times }) => {
    from = Math.min(from, times[0] ?? Infinity);
    to = Math.max(to, times[times.length - 1] ?? -Infinity);
  });
  return from <= to ? { from, to } : null;
}

/** Returns the index of the first time at or after an instant. */
export function firstRowAt(times: readonly number[], instant: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Infinity) < instant) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** Returns the rows `from` up to, not including, `to` of ascending times inside a range. */
export function rowsInside(times: readonly number[], { from, to }: TimeRange): { from: number; to: number } {
  return { from: firstRowAt(times, from), to: firstRowAt(times, to + 1) };
}
