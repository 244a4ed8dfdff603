/** Readers of values from outside, which may be anything. */

export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether the value is an object, and neither null nor a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const NO_OBJECT: JsonObject = Object.freeze({});

/** Returns the value as an object; an empty one if it is anything else. */
export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : NO_OBJECT;
}

/** Whether an object has any member. */
export function hasMembers(object: JsonObject): boolean {
  for (const _ in object) {
    return true;
  }
  return false;
}

/** Returns the value as a list; an empty one if it is anything else. */
export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** How many more list items may be read of a document, over all its lists. */
export interface Quota {
  left: number;
}

/** Returns the items of a list that may still be read. */
export function takeWithin<T>(list: readonly T[], allowance: Quota): readonly T[] {
  const items = list.slice(0, allowance.left);
  allowance.left -= items.length;
  return items;
}

/**
 * Returns the value as a text. Numbers and booleans are converted; for anything else the result is null. Lone
 * surrogates become U+FFFD, as in the Go SDK.
 */
export function asText(value: unknown): string | null {
  if (typeof value === 'string') {
    return wellFormed(value);
  }
  return Number.isFinite(value) || typeof value === 'boolean' ? String(value) : null;
}

/** The most UTF-16 units of an ID or name; no real one has more. */
export const MAX_NAME = 1_000;

/** Returns the value as an ID, name or word: like `asText`, but null if it is empty, and cut if it is too long. */
export function asId(value: unknown): string | null {
  // One more unit, so that a character at the end is still whole here.
  const text = asText(typeof value === 'string' ? value.slice(0, MAX_NAME + 1) : value);
  return text === null || text === '' ? null : cutText(text, MAX_NAME);
}

/** The characters that change the direction of all text after them, also of what others wrote. */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/g;

/** Removes what would reorder the text beside a text that people wrote. */
export function withoutDirections(text: string): string {
  return text.replace(DIRECTION, '');
}

/** Returns the value as a name that people chose: like `asId`, but it cannot reorder the text beside it. */
export function asName(value: unknown): string | null {
  return withoutDirections(asId(value) ?? '') || null;
}

/** Returns the first units of a text, without half a character at the end. */
export function cutText(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}

const DECIMAL = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/**
 * Returns the value as a finite number. A decimal text is read; for anything else the result is null. Negative zero
 * becomes zero, as in every frame that passes through Go.
 */
export function asNumber(value: unknown): number | null {
  const number = typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) {
    return null;
  }
  return number === 0 ? 0 : number;
}

/** The last millisecond in Grafana's frames: their times are nanoseconds in 64 bits. */
const LAST_TIME = 9_223_372_036_854;

export type TimeUnit = 'seconds' | 'milliseconds' | 'microseconds' | 'nanoseconds';

/** The least number that is a time in each unit: in the year 1973. */
const SECONDS = 1e8;
export const MILLISECONDS = 1e11;
export const MICROSECONDS = 1e14;
const NANOSECONDS = 1e17;

/** Returns the unit of a time since the epoch, which its size shows; null if it is before 1973 in each. */
export function timeUnitOf(time: number): TimeUnit | null {
  if (time < MILLISECONDS) {
    return time < SECONDS ? null : 'seconds';
  }
  return time < MICROSECONDS ? 'milliseconds' : time < NANOSECONDS ? 'microseconds' : 'nanoseconds';
}

/** Returns the value as milliseconds since the epoch: ISO 8601 text, or a number in the unit that its size shows. */
export function asInstant(value: unknown): number | null {
  const number = asNumber(value);
  const unit = number === null ? 'milliseconds' : timeUnitOf(number);
  return unit === null ? null : readTime(value, number, unit);
}

/**
 * Returns the value as whole milliseconds since the epoch: ISO 8601 text, or a number in a unit. Null for anything
 * else, for a number whose size shows that it is not in that unit, and for a time outside Grafana's frames, such as
 * Go's zero time in year 1. Milliseconds can have any size.
 */
export function asTime(value: unknown, unit: TimeUnit): number | null {
  return readTime(value, asNumber(value), unit);
}

function readTime(value: unknown, number: number | null, unit: TimeUnit): number | null {
  const time = number === null ? readIsoTime(value) : inMilliseconds(number, unit);
  return time === null || Math.abs(time) > LAST_TIME ? null : time;
}

function inMilliseconds(time: number, unit: TimeUnit): number | null {
  if (unit !== 'milliseconds' && timeUnitOf(time) !== unit) {
    return null;
  }
  switch (unit) {
    case 'seconds':
      return Math.round(time * 1_000);
    case 'milliseconds':
      return Math.floor(time);
    case 'microseconds':
      return Math.floor(time / 1_000);
    case 'nanoseconds':
      // A double has no room for single nanoseconds.
      return Math.round(time / 1_000_000);
  }
}

/**
 * Reads a time as services usually write it: `2025-02-06T12:06:00Z`, or with three or more digits of a second. Null for
 * any other form. All engines read this one alike, and the Go host's reads it many times as fast as it runs `ISO_TIME`.
 */
function readCommonTime(text: string): number | null {
  const isWhole = text.length === 20;
  if (isWhole ? !text.endsWith('Z') : !LAST_DIGITS.test(text.slice(23))) {
    return null;
  }
  const common = isWhole ? `${text.slice(0, 19)}.000Z` : `${text.slice(0, 23)}Z`;
  const time = Date.parse(common);
  // An engine may read more than this form, and a day that does not exist as one of the next month.
  return time >= 0 && new Date(time).toISOString() === common ? time : null;
}

const LAST_DIGITS = /^\d*Z$/;

// A date by month and day, by week and day, or by the day of the year; a time, whose last part may have a fraction; an
// offset.
const ISO_TIME =
  /^(\d{4})(?:-?(\d\d)-?(\d\d)|-?W(\d\d)-?([1-7])|-?(\d{3}))(?:[Tt ](\d\d)(?::?(\d\d)(?::?(\d\d))?)?(?:[.,](\d{1,9})\d*)?(?:[Zz]|([+\u2212-])(\d\d)(?::?(\d\d))?)?)?$/;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Reads a date, with or without a time, by the rules of ISO 8601 and not by those of the engine, because engines
 * differ. A date without a time is its midnight; a time without an offset is in UTC. Null for a date that does not
 * exist.
 */
function readIsoTime(value: unknown): number | null {
  if (typeof value !== 'string') {
    return null;
  }
  const common = readCommonTime(value);
  const parts = common === null ? ISO_TIME.exec(value.trim()) : null;
  const date = parts === null ? null : readIsoDate(parts);
  if (parts === null || date === null) {
    return common;
  }
  const part = (index: number) => Number(parts[index] ?? 0);
  const hour = part(7);
  const minute = part(8);
  const second = part(9);
  const unit = parts[9] !== undefined ? 1_000 : parts[8] !== undefined ? 60_000 : HOUR;
  const fraction = Math.floor((Number((parts[10] ?? '').padEnd(9, '0')) * unit) / 1e9);
  // ISO 8601 has the sign U+2212 where it can be written, and else a hyphen.
  const offset = (parts[11] === '+' ? 1 : -1) * (part(12) * 60 + part(13)) * 60_000;
  // A minute can have a 61st second, the leap second.
  const isMidnight = hour === 24 && minute + second + fraction === 0;
  const isTime = (hour < 24 || isMidnight) && minute < 60 && second <= 60 && part(12) < 24 && part(13) < 60;
  return isTime ? date + ((hour * 60 + minute) * 60 + second) * 1_000 + fraction - offset : null;
}

/**
 * Returns the midnight of the date in a match of `ISO_TIME`; null if there is no such date. It takes the parts one by
 * one, because an iterator takes the Go host's engine longer than all else here.
 */
function readIsoDate(parts: readonly string[]): number | null {
  const year = Number(parts[1]);
  if (year < 100) {
    return null;
  }
  if (parts[4] !== undefined) {
    // The first week is that of 4 January, and a week is in the year of its Thursday.
    const firstThursday = Date.UTC(year, 0, 4) + (4 - (new Date(Date.UTC(year, 0, 4)).getUTCDay() || 7)) * DAY;
    const thursday = firstThursday + (Number(parts[4]) - 1) * 7 * DAY;
    const isDate = new Date(thursday).getUTCFullYear() === year;
    return isDate ? thursday + (Number(parts[5]) - 4) * DAY : null;
  }
  if (parts[6] !== undefined) {
    const date = Date.UTC(year, 0, Number(parts[6]));
    return new Date(date).getUTCFullYear() === year ? date : null;
  }
  const month = Number(parts[2]) - 1;
  const date = Date.UTC(year, month, Number(parts[3]));
  return new Date(date).getUTCMonth() === month ? date : null;
}

const SURROGATE = /[^\u0000-\ud7ff\ue000-\uffff]/;

/** Returns the text with each lone surrogate replaced by U+FFFD. */
export function wellFormed(text: string): string {
  // With `u` the second expression sees a pair as one character. The first one is faster, and most texts stop there.
  return SURROGATE.test(text) ? text.replace(/[\ud800-\udfff]/gu, '\ufffd') : text;
}

/** Returns the members that have a text. */
export function definedTexts(
  values: Readonly<Record<string, string | null | undefined>>
): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  Object.entries(values).forEach(([name, value]) => {
    if (typeof value === 'string') {
      texts[name] = value;
    }
  });
  return texts;
}
