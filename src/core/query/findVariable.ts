import { truncate } from '../failure/text';

/**
 * Returns the first template variable in a text, as `$name`, `${name…}` or `[[name…]]`; null if there is none. Takes
 * linear time.
 */
export function findVariable(text: string): string | null {
  const matchesAt = (characters: RegExp, index: number) => characters.test(text.charAt(index));
  const brace = endFinder(text, '}');
  const bracket = endFinder(text, ']');
  for (let i = 0; i < text.length - 1; i++) {
    const start = text.slice(i, i + 2);
    if (start.startsWith('$') && matchesAt(NAME_START, i + 1)) {
      let end = i + 2;
      while (matchesAt(NAME, end)) {
        end++;
      }
      return text.slice(i, end);
    }
    if (start === '${' && matchesAt(NAME, i + 2)) {
      const end = brace(i + 3);
      if (end >= 0) {
        return text.slice(i, end + 1);
      }
    }
    if (start === '[[' && matchesAt(NAME, i + 2)) {
      const end = bracket(i + 3);
      if (end >= 0 && text.charAt(end + 1) === ']') {
        return text.slice(i, end + 2);
      }
    }
  }
  return null;
}

/** Describes the first variable in a text, which was not resolved; null if there is none. */
export function describeVariable(text: string): string | null {
  const variable = findVariable(text);
  return variable === null
    ? null
    : `the variable ${truncate(variable, 100)} has no value here. Alert rules and public dashboards have no variables: enter the value itself`;
}

const NAME_START = /[A-Za-z_]/;
const NAME = /\w/;

/**
 * Returns a function that finds the next place of a character. Called with ascending places, it searches no part of the
 * text twice.
 */
function endFinder(text: string, character: string): (from: number) => number {
  let next = -1;
  let isLast = false;
  return (from) => {
    if (next < from && !isLast) {
      next = text.indexOf(character, from);
      isLast = next < 0;
    }
    return next;
  };
}
