import { asArray, cutText, wellFormed } from '../json';

/** The most characters repeated of an upstream's text. */
const MAX_CHARACTERS = 300;

/** The most characters of a message or notice: a panel does not show more. */
export const MAX_MESSAGE = 999;

/** The most UTF-16 units read of a text, including blanks and control characters: a body of one line can be 16 MB. */
const MAX_READ = 4_000;

/** Returns a text that fits into a message: one line, without control and half characters, truncated. */
export function truncate(text: string, max: number = MAX_CHARACTERS): string {
  const line = cutText(wellFormed(text.slice(0, MAX_READ + 1)), MAX_READ)
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .trim();
  // Each character has one or two of the remaining units.
  const characters = line.length <= max ? [] : [...line];
  return characters.length <= max ? line : `${characters.slice(0, max).join('').trimEnd()}…`;
}

/** Truncates a text to a number of UTF-16 units; a character of two units counts as two. */
export function truncateUnits(text: string, units: number): string {
  const line = truncate(text, units);
  return line.length <= units ? line : `${cutText(line, units - 1)}…`;
}

/**
 * Joins as many texts as a message has room for, each truncated, at most `max`. `rest` describes the number of the
 * others.
 */
export function joinWithin(
  texts: Iterable<string>,
  separator: string,
  rest: (left: number) => string,
  max = Infinity
): string {
  const parts: string[] = [];
  let [length, left] = [0, 0];
  for (const text of texts) {
    const part = left > 0 ? '' : truncateUnits(text, MAX_PART);
    length += part.length + separator.length;
    if (left > 0 || parts.length >= max || length > MAX_MESSAGE - REST_LENGTH) {
      left++;
    } else {
      parts.push(part);
    }
  }
  return [...parts, ...(left === 0 ? [] : [rest(left)])].join(separator);
}

const MAX_PART = 700;
const REST_LENGTH = 60;

/** The most characters repeated of a saved value: enough to find it. */
const MAX_QUOTED = 100;

/** Returns a sentence that begins with a capital letter. */
export function capitalise(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** Returns the start of a saved value, which may be anything, as JSON for a message. */
export function quote(saved: unknown): string {
  return truncate(startOfJson(saved, MAX_QUOTED + 1), MAX_QUOTED);
}

/**
 * Returns the start of a value's JSON: at least `length` characters, if it has as many. Reads no more of the value,
 * however deep and long it is.
 */
function startOfJson(value: unknown, length: number): string {
  if (typeof value === 'string') {
    return JSON.stringify(wellFormed(cutText(value, length)));
  }
  if (typeof value !== 'object' || value === null) {
    return String(JSON.stringify(value));
  }
  const isList = Array.isArray(value);
  let text = isList ? '[' : '{';
  for (const [key, member] of membersOf(value)) {
    if (text.length > length) {
      break;
    }
    text += `${text.length > 1 ? ',' : ''}${isList ? '' : `${startOfJson(key, length - text.length)}:`}`;
    text += text.length > length ? '' : startOfJson(member, length - text.length);
  }
  return text + (isList ? ']' : '}');
}

function membersOf(value: object): ReadonlyArray<readonly [string, unknown]> {
  const members: ReadonlyArray<readonly [string, unknown]> = Object.entries(
    Array.isArray(value) ? asArray(value).slice(0, MAX_QUOTED) : value
  );
  return members.filter(([, member]) => member !== undefined);
}

/**
 * Formats an instant in UTC, because no host knows the reader's time zone: `2025-02-06 12:26:00 UTC`. Years outside 1
 * to 9999 have no four-digit ISO form and are described instead.
 */
export function formatUtc(time: number): string {
  if (!(time >= FIRST_DATE && time <= LAST_DATE)) {
    return time > LAST_DATE ? 'a time after the year 9999' : 'a time before the year 1';
  }
  return `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Formats a duration in its largest units, the last one rounded down: `1 d 1 h 30 min`, `2 h 5 min`, `40 s`. */
export function formatDuration(milliseconds: number, maxUnits = 3): string {
  const seconds = Math.round(milliseconds / 1_000);
  const parts = [
    `${Math.floor(seconds / 86_400)} d`,
    `${Math.floor(seconds / 3_600) % 24} h`,
    `${Math.floor(seconds / 60) % 60} min`,
    `${seconds % 60} s`,
  ];
  const first = parts.findIndex((part) => !part.startsWith('0 '));
  const largest = first < 0 ? parts.slice(-1) : parts.slice(first, first + maxUnits);
  return largest.filter((part, i) => i === 0 || !part.startsWith('0 ')).join(' ');
}

/** Formats a range: `2025-02-06 12:26:00 UTC to 2025-02-06 13:26:00 UTC`. */
export function formatRange({ from, to }: { readonly from: number; readonly to: number }): string {
  return `${formatUtc(from)} to ${formatUtc(to)}`;
}

/**
 * The first and last millisecond of the years 1 to 9999. Engines format other years differently, and no service has
 * them.
 */
export const FIRST_DATE = -62_135_596_800_000;
export const LAST_DATE = 253_402_300_799_999;

/**
 * Lists names in a sentence, the first few of many: `a, b and 3 more`. `total` is their number if `names` has only
 * some.
 */
export function joinList(names: readonly string[], max = 5, total = names.length): string {
  return total > max ? `${names.slice(0, max).join(', ')} and ${total - max} more` : names.join(', ');
}
