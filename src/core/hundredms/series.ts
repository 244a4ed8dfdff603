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
    values[name] = rows.places === null ? cells : arrange(cells, rows.places, rows.times.length);
  }
  return { track, times: rows.times, values };
}

interface Rows {
  /** Ascending, without repeats. */
  readonly times: readonly number[];
  /** For each row of the document its place in `times`, -1 for a row that is dropped; null where the document's rows are the series. */
  readonly places: readonly number[] | null;
}

/** The rows' times, sorted and without repeats. A row whose time can't be read is dropped. */
function readRows(timestamps: readonly unknown[], repairs: Repairs): Rows {
  if (isAscendingTimes(timestamps)) {
    return { times: timestamps, places: null };
  }
  const read = timestamps.map(asTime);
  const inOrder = read.filter((time) => time !== null);
  const sorted = Float64Array.from(inOrder).sort();
  const times: number[] = [];
  for (const time of sorted) {
    if (times[times.length - 1] !== time) {
      times.push(time);
    }
  }
  repairs.numbersAsText += read.filter((time, row) => time !== null && typeof timestamps[row] === 'string').length;
  repairs.rowsWithoutTime += timestamps.length - inOrder.length;
  repairs.rowsRepeated += inOrder.length - times.length;
  repairs.rowsOutOfOrder += countMoved(inOrder, sorted);
  const placeOf = new Map(times.map((time, place) => [time, place]));
  return { times, places: read.map((time) => (time === null ? -1 : (placeOf.get(time) ?? -1))) };
}

/** How many rows a stable sort by time moves. Rows of one time keep their order, so each time's rows fill its run in the sorted list one by one. */
function countMoved(inOrder: readonly number[], sorted: Float64Array): number {
  const next = new Map<number, number>();
  sorted.forEach((time, row) => next.has(time) || next.set(time, row));
  return inOrder.filter((time, row) => {
    const place = next.get(time) ?? row;
    next.set(time, place + 1);
    return place !== row;
  }).length;
}

/** The common case, decided without a copy: whole milliseconds in strictly ascending order. */
function isAscendingTimes(timestamps: readonly unknown[]): timestamps is readonly number[] {
  const { length } = timestamps;
  let last = -Infinity;
  for (let i = 0; i < length; i++) {
    const time = timestamps[i];
    if (typeof time !== 'number' || time <= last || !Number.isInteger(time) || Object.is(time, -0)) {
      return false;
    }
    last = time;
  }
  return length === 0 || (asTime(timestamps[0]) === timestamps[0] && asTime(last) === last);
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

/** Cells at the places of their rows. Of rows with one time the document's last wins, a number over a null. */
function arrange(
  cells: ReadonlyArray<number | null>,
  places: readonly number[],
  length: number
): ReadonlyArray<number | null> {
  const arranged: Array<number | null> = Array.from({ length }, () => null);
  places.forEach((place, row) => {
    if (place >= 0) {
      arranged[place] = cells[row] ?? arranged[place] ?? null;
    }
  });
  return arranged;
}
