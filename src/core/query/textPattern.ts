/** The longest pattern, in characters. Each is searched for in every row. */
export const MAX_PATTERN = 1_000;

/** One alternative: texts that must follow each other, with anything between them. */
export interface Alternative {
  readonly parts: readonly string[];
  readonly isFromStart: boolean;
  readonly isToEnd: boolean;
}

/**
 * Returns a function that finds a pattern in a text, in any case. It is no regular expression, because that can take
 * exponential time. Its rules:
 * - `^` at its start and `$` at its end match the start and the end of the text. Without them it matches anywhere.
 * - `.*` and `.+` match anything.
 * - `|` separates alternatives. All of them can be in parentheses, as Grafana writes the values of a variable.
 * - `(?i)` at its start is ignored.
 * - Any other character matches itself, so that `Guest (Lima)` finds itself. So does a special one after `\`.
 */
export function textPattern(pattern: string): (text: string) => boolean {
  const lower = pattern.toLowerCase().replace(/^\(\?i\)/, '');
  const isList = lower.includes('|') && /^\([^()]*\)$/.test(lower);
  const alternatives = readAlternatives(isList ? lower.slice(1, -1) : lower);
  return (text) => {
    const searched = text.toLowerCase();
    return alternatives.some((alternative) => matchesAlternative(alternative, searched));
  };
}

function readAlternatives(pattern: string): readonly Alternative[] {
  const alternatives: Alternative[] = [];
  let parts: string[] = [''];
  let [isFromStart, isToEnd] = [false, false];
  let start = 0;
  for (let i = 0; i <= pattern.length; i++) {
    const sign = pattern[i];
    if (sign === undefined || sign === '|') {
      alternatives.push({ parts, isFromStart, isToEnd });
      parts = [''];
      [isFromStart, isToEnd] = [false, false];
      start = i + 1;
    } else if (sign === '^' && i === start) {
      isFromStart = true;
    } else if (sign === '$' && (i + 1 === pattern.length || pattern[i + 1] === '|')) {
      isToEnd = true;
    } else if (sign === '.' && (pattern[i + 1] === '*' || pattern[i + 1] === '+')) {
      parts.push('');
      i++;
    } else {
      const isEscaped = sign === '\\' && i + 1 < pattern.length;
      i += isEscaped ? 1 : 0;
      parts.push((parts.pop() ?? '') + pattern[i]);
    }
  }
  return alternatives;
}

/** Searches each part behind the one before. The first place is always the best, so nothing is tried twice. */
export function matchesAlternative({ parts, isFromStart, isToEnd }: Alternative, text: string): boolean {
  const last = parts.length - 1;
  let end = 0;
  for (const [i, part] of parts.entries()) {
    const isHeldToEnd = isToEnd && i === last;
    const at = isHeldToEnd ? text.length - part.length : i === 0 && isFromStart ? 0 : text.indexOf(part, end);
    const isHeldToStart = isFromStart && i === 0;
    if (at < end || (isHeldToStart && at !== 0) || !text.startsWith(part, at)) {
      return false;
    }
    end = at + part.length;
  }
  return true;
}
