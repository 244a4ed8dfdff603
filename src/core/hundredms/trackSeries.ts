import type { TrackIdentity, TrackSeries } from '../measurements/track';
import { asNumber, asTime } from '../json';
import { METRIC_NAMES, type MetricName } from '../measurements/trackMetrics';
import type { Repairs } from './repairs';

/** The arrays of one or more `time_series` with the same identity, as in the document. */
export interface RawSeries {
  readonly timestamps: readonly unknown[];
  readonly arrays: Readonly<Partial<Record<MetricName, readonly unknown[]>>>;
}

/** Aligns, sorts and cleans one track's arrays, and counts the errors in `repairs`. */
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
  /**
   * The place in `times` for each row of the document, -1 for a dropped row; null if the rows already match the series.
   */
  readonly places: Int32Array | null;
}

/** Returns the rows' times, sorted and without repeats. A row without a readable time is dropped. */
function readRows(timestamps: readonly unknown[], repairs: Repairs): Rows {
  if (isAscendingTimes(timestamps)) {
    return { times: timestamps, places: null };
  }
  const rows = timestamps.length;
  const decimals = readDecimals(timestamps);
  // By index, because iterators take the Go host's engine longer than everything else here.
  const read = new Float64Array(rows);
  let [asText, unread, moved] = [decimals === null ? 0 : rows, 0, 0];
  for (let row = 0; row < rows; row++) {
    const timestamp = (decimals ?? timestamps)[row];
    const time = asTime(timestamp);
    read[row] = time ?? NaN;
    if (time === null) {
      unread++;
    } else if (typeof timestamp === 'string') {
      asText++;
    }
  }
  // NaN sorts after all numbers.
  const sorted = read.slice().sort();
  const times: number[] = [];
  const placeOf = new Map<number, number>();
  // The place at which a stable sort puts the next row of each time.
  const next: number[] = [];
  let last = NaN;
  for (let i = 0; i < rows - unread; i++) {
    const time = sorted[i] ?? NaN;
    if (time !== last) {
      placeOf.set(time, times.length);
      next.push(i);
      times.push(time);
      last = time;
    }
  }
  const places = new Int32Array(rows);
  let rank = 0;
  for (let row = 0; row < rows; row++) {
    const place = placeOf.get(read[row] ?? NaN) ?? -1;
    places[row] = place;
    if (place >= 0) {
      const sortedTo = next[place] ?? rank;
      moved += sortedTo === rank ? 0 : 1;
      next[place] = sortedTo + 1;
      rank++;
    }
  }
  repairs.numbersAsText += asText;
  repairs.rowsWithoutTime += unread;
  repairs.rowsOutOfOrder += moved;
  repairs.rowsRepeated += rows - unread - times.length;
  return { times, places };
}

/**
 * Whether the times are whole milliseconds in strictly ascending order. This is the common case, and the check makes no
 * copy.
 */
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

/** Returns a column of the given length: a short array is padded with null, a long one cut. */
function readCells(array: readonly unknown[], length: number, repairs: Repairs): ReadonlyArray<number | null> {
  if (array.length === length && isClean(array)) {
    return array;
  }
  repairs.arraysPadded += array.length < length ? 1 : 0;
  repairs.arraysCut += array.length > length ? 1 : 0;
  const decimals = array.length === length ? readDecimals(array) : null;
  if (decimals !== null) {
    repairs.numbersAsText += length;
    return decimals;
  }
  const cells: Array<number | null> = Array<number | null>(length).fill(null);
  let [asText, unread] = [0, 0];
  for (let row = 0; row < Math.min(length, array.length); row++) {
    const cell = array[row] ?? null;
    const value = asNumber(cell);
    cells[row] = value;
    if (value === null) {
      unread += cell === null ? 0 : 1;
    } else if (typeof cell === 'string') {
      asText++;
    }
  }
  repairs.numbersAsText += asText;
  repairs.notNumbers += unread;
  return cells;
}

const DECIMALS = /^\[(?:"-?\d+(?:\.\d+)?",?)+\]$/;

/**
 * Returns the numbers of an array of decimal texts; null if it contains anything else. The engine's built-in loops are
 * many times as fast as a loop over the texts.
 */
function readDecimals(array: readonly unknown[]): readonly number[] | null {
  if (typeof array[0] !== 'string' || !DECIMALS.test(JSON.stringify(array))) {
    return null;
  }
  const numbers = array.map(Number);
  return isClean(numbers) ? numbers : null;
}

/** Whether an array contains only finite numbers and nulls. Negative zero takes the slow path. */
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

/**
 * Puts cells at the places of their rows. Of several rows with the same time the last in the document counts, and a
 * number replaces a null.
 */
function arrange(
  cells: ReadonlyArray<number | null>,
  places: Int32Array,
  length: number
): ReadonlyArray<number | null> {
  const arranged: Array<number | null> = Array<number | null>(length).fill(null);
  for (let row = 0; row < places.length; row++) {
    const place = places[row] ?? -1;
    const cell = cells[row] ?? null;
    if (place >= 0 && cell !== null) {
      arranged[place] = cell;
    }
  }
  return arranged;
}
