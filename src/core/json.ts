/** Readers of values from outside, which may be anything. */

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the value as an object; an empty one if it is anything else. */
export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
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
export interface Allowance {
  left: number;
}

/** Returns the items of a list that may still be read. */
export function allowed<T>(list: readonly T[], allowance: Allowance): readonly T[] {
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
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** The most UTF-16 units of an ID or name; no real one has more. */
export const MAX_NAME = 1_000;

/** Returns the value as an ID, name or word: like `asText`, but null if it is empty, and cut if it is too long. */
export function asName(value: unknown): string | null {
  // One more unit, so that a character at the end is still whole here.
  const text = asText(typeof value === 'string' ? value.slice(0, MAX_NAME + 1) : value);
  return text === null || text === '' ? null : cutText(text, MAX_NAME);
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

/** Returns the value as whole milliseconds since the epoch. */
export function asTime(value: unknown): number | null {
  const number = asNumber(value);
  return number === null || number > LAST_TIME || number < -LAST_TIME ? null : Math.floor(number);
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z$/;

/**
 * Returns an ISO 8601 instant in UTC as milliseconds since the epoch. Null for any other text, because engines read
 * those differently; for a date that does not exist; and for an instant outside Grafana's frames, such as Go's zero
 * time in year 1.
 */
export function asInstant(value: unknown): number | null {
  const parts = typeof value === 'string' ? ISO.exec(value) : null;
  if (parts === null) {
    return null;
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  const fraction = (parts[7] ?? '').padEnd(3, '0').slice(0, 3);
  const time = Date.UTC(year, month - 1, day, hour, minute, second, Number(fraction));
  const date = new Date(time);
  const exists =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return exists && year > 99 && Math.abs(time) <= LAST_TIME ? time : null;
}

const SURROGATE = /[^\u0000-\ud7ff\ue000-\uffff]/;

/** Returns the text with each lone surrogate replaced by U+FFFD. */
export function wellFormed(text: string): string {
  // The Go host's engine runs this test ten times as fast as the loop over the units.
  if (!SURROGATE.test(text)) {
    return text;
  }
  let repaired = '';
  let kept = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0xd800 || unit > 0xdfff) {
      continue;
    }
    const next = text.charCodeAt(i + 1);
    if (unit < 0xdc00 && next >= 0xdc00 && next <= 0xdfff) {
      i++;
      continue;
    }
    repaired += text.slice(kept, i) + '\ufffd';
    kept = i + 1;
  }
  return kept === 0 ? text : repaired + text.slice(kept);
}

/**
 * Parses a document; undefined if the text is not JSON. Skips a byte order mark. A member whose value is a whole number
 * of 16 digits or more becomes a text: it may be an ID, and a double would not keep all its digits. Lists keep their
 * numbers, because they hold measurements.
 */
export function parseJson(text: string): unknown {
  const document = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  try {
    const value: unknown = JSON.parse(document);
    return !KEEPS_DIGITS && HAS_LONG_NUMBER.test(document) ? JSON.parse(quoteLongNumbers(document)) : value;
  } catch {
    return undefined;
  }
}

/** Whether `JSON.parse` makes texts of such members itself, as that of the Go host does. */
const KEEPS_DIGITS = typeof asObject(JSON.parse('{"id":1000000000000000}')).id === 'string';

const HAS_LONG_NUMBER = /:\s*-?\d{16}/;
const LONG_NUMBERS = /(:\s*)(-?\d{16,})([.eE]?)/g;

/** Puts the long whole numbers of a valid document into quotes, outside its texts. */
function quoteLongNumbers(document: string): string {
  const parts: string[] = [];
  for (let at = 0; at < document.length;) {
    const quote = document.indexOf('"', at);
    const start = quote < 0 ? document.length : quote;
    const between = document.slice(at, start);
    parts.push(
      between.replace(LONG_NUMBERS, (all, colon: string, digits: string, rest: string) =>
        rest === '' ? `${colon}"${digits}"` : all
      )
    );
    at = endOfText(document, start);
    parts.push(document.slice(start, at));
  }
  return parts.join('');
}

/** Returns the index after the text whose opening quote is at an index. */
function endOfText(document: string, start: number): number {
  let at = start + 1;
  while (at < document.length && document[at] !== '"') {
    at += document[at] === '\\' ? 2 : 1;
  }
  return at + 1;
}
