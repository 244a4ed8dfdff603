/**
 * Parses a document; undefined if the text is not JSON. It differs from `JSON.parse` in three ways:
 *
 * - A byte order mark is skipped.
 * - The words that encoders write for a number that is not finite (NaN, Infinity, -inf, +Inf, -nan) become -Infinity,
 *   which no reader takes for a number.
 * - A member whose value is a whole number of 16 digits or more becomes a text: it may be an ID, and a double would not
 *   keep all its digits. Lists keep their numbers, because they hold measurements.
 */
export function parseJson(text: string): unknown {
  const document = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const value = parse(document);
  if (IS_LENIENT) {
    return value;
  }
  const isStrict = value === undefined ? !BARE_NUMBER.test(document) : !hasLongNumber(document);
  return isStrict ? value : parse(rewriteNumbers(document));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether `JSON.parse` reads such numbers itself, as that of the Go host does. */
const IS_LENIENT = parse('NaN') !== undefined;

const BARE_NUMBER = /\b(?:nan|inf(?:inity)?)\b/i;
const LONG_NUMBER = /:\s*-?\d{16}/y;
const NUMBERS = /[+-]?\b(?:nan|inf(?:inity)?)\b|(:\s*)(-?\d{16,})([.e]?)/gi;

/**
 * Whether a member may have a long number. Lists have few colons, and to look for these is faster than the expression.
 */
function hasLongNumber(text: string): boolean {
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
    LONG_NUMBER.lastIndex = at;
    if (LONG_NUMBER.test(text)) {
      return true;
    }
  }
  return false;
}

/** Rewrites the numbers outside of JSON strings that `JSON.parse` rejects or changes. */
function rewriteNumbers(text: string): string {
  let rewritten = '';
  for (let at = 0; at < text.length;) {
    const quote = text.indexOf('"', at);
    const start = quote < 0 ? text.length : quote;
    rewritten += text
      .slice(at, start)
      .replace(NUMBERS, (number, colon?: string, digits?: string, rest?: string) =>
        digits === undefined ? '-1e999' : rest === '' ? `${colon}"${digits}"` : number
      );
    at = endOfString(text, start);
    rewritten += text.slice(start, at);
  }
  return rewritten;
}

/** Returns the index after the JSON string that begins at a quote. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') {
    at += text[at] === '\\' ? 2 : 1;
  }
  return at + 1;
}
