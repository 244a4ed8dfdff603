import { asArray, cutText, wellFormed } from '../json';

/** How much of an upstream's own words is repeated. */
const MAX_CHARACTERS = 300;

/** How long a whole message or notice may be: a panel shows no more of it. */
export const MAX_MESSAGE = 999;

/** How many units of a text are looked at, blanks and control characters among them: a body of one line can be 16 MB. */
const MAX_READ = 4_000;

/** An upstream's words, fit for a message: without control characters and half characters, on one line, bounded. */
export function truncate(words: string, longest: number = MAX_CHARACTERS): string {
  const line = cutText(wellFormed(words.slice(0, MAX_READ + 1)), MAX_READ)
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .trim();
  // Of the units that are left each character has one or two.
  const characters = line.length <= longest ? [] : [...line];
  return characters.length <= longest ? line : `${characters.slice(0, longest).join('').trimEnd()}…`;
}

/** Words as `bounded` makes them, in as many UTF-16 units at most: characters of two units are counted as two. */
export function truncateUnits(words: string, units: number): string {
  const line = truncate(words, units);
  return line.length <= units ? line : `${cutText(line, units - 1)}…`;
}

/** As many texts as a message has room for, each bounded, `most` at most; and behind them what `rest` says of the number of the others. */
export function joinWithin(
  texts: Iterable<string>,
  separator: string,
  rest: (left: number) => string,
  most = Infinity
): string {
  const told: string[] = [];
  let [length, left] = [0, 0];
  for (const text of texts) {
    const part = left > 0 ? '' : truncateUnits(text, MAX_PART);
    length += part.length + separator.length;
    if (left > 0 || told.length >= most || length > MAX_MESSAGE - REST_LENGTH) {
      left++;
    } else {
      told.push(part);
    }
  }
  return [...told, ...(left === 0 ? [] : [rest(left)])].join(separator);
}

const MAX_PART = 700;
const REST_LENGTH = 60;

/** How much of a saved value is repeated: enough to find it. */
const MAX_QUOTED = 100;

/** What somebody saved, which may be anything, as JSON as far as it stands in a message. */
export function quote(saved: unknown): string {
  return truncate(startOfJson(saved, MAX_QUOTED + 1), MAX_QUOTED);
}

/** The start of a value's JSON, of about the wanted length or more. No more of the value is read, however deep and long it is. */
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

/** An instant for a reader whose time zone no host knows: `2025-02-06 12:26:00 UTC`. Dates that an ISO text has no four digits for are not told. */
export function formatUtc(time: number): string {
  if (!(time >= FIRST_DATE && time <= LAST_DATE)) {
    return time > LAST_DATE ? 'a time after the year 9999' : 'a time before the year 1';
  }
  return `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** The first and last millisecond of the years 1 to 9999. Engines write other years differently, and no service has them. */
export const FIRST_DATE = -62_135_596_800_000;
export const LAST_DATE = 253_402_300_799_999;

/** Names in a sentence, the first few of many: `a, b and 3 more`. `total` is how many there are where not all are given. */
export function joinList(names: readonly string[], shown = 5, total = names.length): string {
  return total > shown ? `${names.slice(0, shown).join(', ')} and ${total - shown} more` : names.join(', ');
}
