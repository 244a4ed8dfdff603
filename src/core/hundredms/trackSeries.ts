import type { TrackIdentity, TrackSeries } from '../measurements/track';
import { asNumber, asTime, MICROSECONDS, MILLISECONDS, timeUnitOf, type TimeUnit } from '../json';
import type { NumberRange } from '../measurements/numberRange';
import { METRIC_NAMES, METRICS, type MetricName } from '../measurements/trackMetrics';
import { isStrictlyAscending, isWithin } from '../numberList';
import type { Repairs } from './repairs';

/** The arrays of one or more `time_series` with the same identity, as in the document unless they are read. */
export interface RawSeries<T = unknown> {
  readonly timestamps: readonly T[];
  readonly arrays: Readonly<Partial<Record<MetricName, ReadonlyArray<T | null>>>>;
}

/** Aligns, sorts and cleans one track's arrays, and counts the errors in `repairs`. */
export function readSeries(track: TrackIdentity, raw: RawSeries, repairs: Repairs): TrackSeries {
  const rows = readRows(raw.timestamps, repairs);
  const values: Partial<Record<MetricName, ReadonlyArray<number | null>>> = {};
  METRIC_NAMES.forEach((name) => {
    const array = raw.arrays[name];
    if (array !== undefined) {
      const cells = readCells(name, array, raw.timestamps, repairs);
      values[name] = rows.places === null ? cells : arrange(cells, rows.places, rows.times.length);
    }
  });
  return { track, times: rows.times, values };
}

/** Joins all listings of one track and layer, with their rows one after another. */
export function joinListings<T>(listings: ReadonlyArray<RawSeries<T>>, repairs: Repairs): RawSeries<T> {
  const [first] = listings;
  if (first !== undefined && listings.length === 1) {
    return first;
  }
  const arrays: Partial<Record<MetricName, ReadonlyArray<T | null>>> = {};
  for (const name of METRIC_NAMES) {
    if (listings.some((listing) => listing.arrays[name] !== undefined)) {
      arrays[name] = listings.flatMap((listing) =>
        fitLength(listing.arrays[name] ?? [], listing.timestamps.length, repairs)
      );
    }
  }
  return { timestamps: listings.flatMap(({ timestamps }) => timestamps), arrays };
}

/**
 * Returns an array as long as its timestamps, so that another can follow it. A missing array becomes null and is not
 * counted as a repair.
 */
function fitLength<T>(array: ReadonlyArray<T | null>, length: number, repairs: Repairs): ReadonlyArray<T | null> {
  repairs.arraysPadded += array.length > 0 && array.length < length ? 1 : 0;
  repairs.arraysCut += array.length > length ? 1 : 0;
  return array.length === length ? array : Array.from({ length }, (_, i) => array[i] ?? null);
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
  const decimals = readDecimals(timestamps, ANY_TIME);
  const { unit, isKnown } = commonTimeUnit(decimals ?? timestamps);
  // Beside times of today, 0 or -1 is no time: it would put the start of a session into 1970.
  const earliest = isKnown ? MILLISECONDS : -Infinity;
  // By index, because iterators take the Go host's engine longer than everything else here.
  const read = new Float64Array(rows);
  let [asText, asIso, unread, moved] = [decimals === null ? 0 : rows, 0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const timestamp = (decimals ?? timestamps)[row];
    const parsed = asTime(timestamp, unit);
    const time = parsed === null || parsed < earliest ? null : parsed;
    read[row] = time ?? NaN;
    if (time === null) {
      unread++;
    } else if (typeof timestamp === 'string') {
      const isNumber = asNumber(timestamp) !== null;
      asText += isNumber ? 1 : 0;
      asIso += isNumber ? 0 : 1;
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
  repairs.timesInIsoFormat += asIso;
  repairs.rowsWithoutTime += unread;
  if (unit !== 'milliseconds') {
    repairs[CONVERSIONS[unit]] += rows - unread - asIso;
  }
  repairs.rowsOutOfOrder += moved;
  repairs.rowsRepeated += rows - unread - times.length;
  return { times, places };
}

const CONVERSIONS = {
  seconds: 'timesInSeconds',
  microseconds: 'timesInMicroseconds',
  nanoseconds: 'timesInNanoseconds',
} as const;

/** Returns the unit that most timestamps are in, and whether any has one. Without, they are taken for milliseconds. */
function commonTimeUnit(timestamps: readonly unknown[]): { readonly unit: TimeUnit; readonly isKnown: boolean } {
  const counts = { milliseconds: 0, seconds: 0, microseconds: 0, nanoseconds: 0 };
  for (let row = 0; row < timestamps.length; row++) {
    const number = asNumber(timestamps[row]);
    const unit = number === null ? null : timeUnitOf(number);
    if (unit !== null) {
      counts[unit]++;
    }
  }
  const units = ['milliseconds', 'seconds', 'microseconds', 'nanoseconds'] as const;
  const unit = units.reduce((common, unit) => (counts[unit] > counts[common] ? unit : common));
  return { unit, isKnown: counts[unit] > 0 };
}

/**
 * Whether the times are whole milliseconds in strictly ascending order. This is the common case, and the check makes no
 * copy.
 */
function isAscendingTimes(timestamps: readonly unknown[]): timestamps is readonly number[] {
  return isStrictlyAscending(timestamps) && isWithin(timestamps, MILLISECONDS, MICROSECONDS - 1);
}

/** Returns a column as long as the timestamps: a short array is padded with null, a long one cut. */
function readCells(
  name: MetricName,
  array: readonly unknown[],
  timestamps: readonly unknown[],
  repairs: Repairs
): ReadonlyArray<number | null> {
  const { range } = METRICS[name];
  const { length } = timestamps;
  if (array.length === length && isWithin(array, range.min, range.max)) {
    return array;
  }
  repairs.arraysPadded += array.length > 0 && array.length < length ? 1 : 0;
  repairs.arraysCut += array.length > length ? 1 : 0;
  const decimals = array.length === length ? readDecimals(array, range) : null;
  if (decimals !== null) {
    repairs.numbersAsText += length;
    return decimals;
  }
  const { min, max } = range;
  let asText = 0;
  let unread = 0;
  let impossible = 0;
  const cells = timestamps.map((_, row) => {
    const cell = row < array.length ? array[row] : null;
    const number = asNumber(cell);
    const value = number === null || number < min || number > max ? null : number;
    if (value === null) {
      unread += cell === null || number !== null ? 0 : 1;
      impossible += number === null ? 0 : 1;
    } else if (typeof cell === 'string') {
      asText++;
    }
    return value;
  });
  repairs.numbersAsText += asText;
  repairs.notNumbers += unread;
  if (impossible > 0) {
    repairs.impossible[name] = (repairs.impossible[name] ?? 0) + impossible;
  }
  return cells;
}

const ANY_TIME = { min: -Number.MAX_VALUE, max: Number.MAX_VALUE };

const DECIMALS = /^\[(?:"-?\d+(?:\.\d+)?",?)+\]$/;

/**
 * Returns the numbers of an array of decimal texts; null if it contains anything else. The engine's built-in loops are
 * many times as fast as a loop over the texts.
 */
function readDecimals(array: readonly unknown[], range: NumberRange): readonly number[] | null {
  if (typeof array[0] !== 'string' || !DECIMALS.test(JSON.stringify(array))) {
    return null;
  }
  const numbers = array.map(Number);
  return isWithin(numbers, range.min, range.max) ? numbers : null;
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
