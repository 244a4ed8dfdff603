import { asNumber, asTime } from '../json';
import { METRIC_NAMES, type Kind, type MetricName, type Side } from './metrics';
import type { Repairs } from './repairs';

/** What tells one track and simulcast layer of a peer from another. What the document did not say is null. */
export interface TrackIdentity {
  readonly side: Side;
  readonly kind: Kind;
  readonly track_id: string | null;
  /** `regular` or `screen`, and whatever an SDK adds; the reference gives none for audio. */
  readonly type: string | null;
  /** The simulcast layer as the document names it. */
  readonly rid: string | null;
}

/** One track's samples, index-aligned: `values[m][i]` was measured in the window that ended at `times[i]`. */
export interface TrackSeries {
  readonly track: TrackIdentity;
  /** Milliseconds since the epoch by the client's clock, ascending, without repeats. */
  readonly times: readonly number[];
  /** As long as `times`. A metric whose array was missing or empty is absent; null is a sample without a value. */
  readonly values: Readonly<Partial<Record<MetricName, ReadonlyArray<number | null>>>>;
}

/** The arrays of one or more `time_series` with the same identity, as the document has them. */
export interface RawSeries {
  readonly timestamps: readonly unknown[];
  readonly arrays: Readonly<Partial<Record<MetricName, readonly unknown[]>>>;
}

/** Aligns, sorts and cleans one track's arrays, and counts in `repairs` what it had to mend. */
export function readSeries(track: TrackIdentity, raw: RawSeries, repairs: Repairs): TrackSeries {
  const rows = readRows(raw.timestamps, repairs);
  const values: Partial<Record<MetricName, ReadonlyArray<number | null>>> = {};
  for (const name of METRIC_NAMES) {
    const array = raw.arrays[name];
    if (array === undefined) {
      continue;
    }
    const cells = readCells(array, raw.timestamps.length, repairs);
    values[name] = rows.order === null ? cells : pick(cells, rows.order, rows.times.length);
  }
  return { track, times: rows.times, values };
}

interface Rows {
  readonly times: readonly number[];
  /** For each row of the document, in ascending time: its index and its place in `times`; null where the document's rows are the series. */
  readonly order: ReadonlyArray<readonly [index: number, place: number]> | null;
}

/** The rows' times, sorted and without repeats. A row whose time can't be read is dropped. */
function readRows(timestamps: readonly unknown[], repairs: Repairs): Rows {
  if (isAscendingTimes(timestamps)) {
    return { times: timestamps, order: null };
  }
  const read = timestamps.flatMap((timestamp, index): Array<readonly [time: number, index: number]> => {
    const time = asTime(timestamp);
    repairs.numbersAsText += typeof timestamp === 'string' && time !== null ? 1 : 0;
    return time === null ? [] : [[time, index]];
  });
  repairs.rowsWithoutTime += timestamps.length - read.length;
  const sorted = [...read].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  repairs.rowsOutOfOrder += sorted.filter((row, i) => row !== read[i]).length;
  const times: number[] = [];
  const order = sorted.map(([time, index]): readonly [number, number] => {
    if (times.length > 0 && times[times.length - 1] === time) {
      repairs.rowsRepeated++;
    } else {
      times.push(time);
    }
    return [index, times.length - 1];
  });
  return { times, order };
}

/** The common case, decided without a copy: whole milliseconds in strictly ascending order. */
function isAscendingTimes(timestamps: readonly unknown[]): timestamps is readonly number[] {
  const { length } = timestamps;
  let last = -Infinity;
  for (let i = 0; i < length; i++) {
    const time = timestamps[i];
    if (typeof time !== 'number' || time <= last || !Number.isInteger(time)) {
      return false;
    }
    last = time;
  }
  return length === 0 || (Object.is(asTime(timestamps[0]), timestamps[0]) && asTime(last) === last);
}

/** A column of the given length: a short array is padded with null, a long one cut. */
function readCells(array: readonly unknown[], length: number, repairs: Repairs): ReadonlyArray<number | null> {
  if (array.length === length && isClean(array)) {
    return array;
  }
  repairs.arraysPadded += array.length < length ? 1 : 0;
  repairs.arraysCut += array.length > length ? 1 : 0;
  return Array.from({ length }, (_, i) => {
    const cell = array[i] ?? null;
    const value = asNumber(cell);
    repairs.numbersAsText += typeof cell === 'string' && value !== null ? 1 : 0;
    repairs.notNumbers += cell !== null && value === null ? 1 : 0;
    return value;
  });
}

/** Whether an array holds nothing but finite numbers and nulls. Negative zero is left to the slow path. */
function isClean(array: readonly unknown[]): array is ReadonlyArray<number | null> {
  const { length } = array;
  for (let i = 0; i < length; i++) {
    const cell = array[i];
    if (cell !== null && (!Number.isFinite(cell) || (cell === 0 && Object.is(cell, -0)))) {
      return false;
    }
  }
  return true;
}

/** Cells in the order of their times. Of rows with one time the document's last wins, a number over a null. */
function pick(
  cells: ReadonlyArray<number | null>,
  order: NonNullable<Rows['order']>,
  length: number
): ReadonlyArray<number | null> {
  const picked: Array<number | null> = Array.from({ length }, () => null);
  for (const [index, place] of order) {
    picked[place] = cells[index] ?? picked[place] ?? null;
  }
  return picked;
}
