import type { TrackSeries } from './series';

/** From the first to the last of some instants, milliseconds since the epoch. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The first and last sample of some tracks; null where they have none. */
export function spanOf(tracks: readonly TrackSeries[]): Span | null {
  const ends = tracks.flatMap(({ times }) => {
    const first = times[0];
    const last = times[times.length - 1];
    return first === undefined || last === undefined ? [] : [{ first, last }];
  });
  return ends.length === 0
    ? null
    : {
        from: ends.reduce((earliest, { first }) => Math.min(earliest, first), Infinity),
        to: ends.reduce((latest, { last }) => Math.max(latest, last), -Infinity),
      };
}

/** The index of the first time at or after an instant. */
export function firstAt(times: readonly number[], instant: number): number {
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
