/** The first template variable in a text, as `$name`, `${name…}` or `[[name…]]`; null where there is none. Takes time in proportion to the text. */
export function findVariable(text: string): string | null {
  const isIn = (characters: RegExp, index: number) => characters.test(text.charAt(index));
  const brace = endFinder(text, '}');
  const bracket = endFinder(text, ']');
  for (let i = 0; i < text.length - 1; i++) {
    const start = text.slice(i, i + 2);
    if (start.startsWith('$') && isIn(NAME_START, i + 1)) {
      let end = i + 2;
      while (isIn(NAME, end)) {
        end++;
      }
      return text.slice(i, end);
    }
    if (start === '${' && isIn(NAME, i + 2)) {
      const end = brace(i + 3);
      if (end >= 0) {
        return text.slice(i, end + 1);
      }
    }
    if (start === '[[' && isIn(NAME, i + 2)) {
      const end = bracket(i + 3);
      if (end >= 0 && text.charAt(end + 1) === ']') {
        return text.slice(i, end + 2);
      }
    }
  }
  return null;
}

const NAME_START = /[A-Za-z_]/;
const NAME = /\w/;

/** Where a character comes next, asked for ascending places: what one search has passed is not searched again. */
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
