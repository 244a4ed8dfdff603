import type { ScopedVars } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';

/** The longest text in which variables are replaced: Grafana's search for them takes a time that grows with the square of its length. No ID is as long. */
const LONGEST = 20_000;

/** The most characters that one text may become. Several variables of many values each have more combinations than any query can ask for. */
const MOST = 20_000_000;

/**
 * The texts that one text stands for once its template variables are replaced: one, or several where a variable has several values.
 * A variable without a value leaves an empty place, never the whole of what could stand there. A text that is too long, or would become too
 * much, stays as it is: the query is then refused for the variable in it.
 */
export function expandVariables(
  text: string,
  scopedVars: ScopedVars,
  templates: Pick<TemplateSrv, 'replace'>
): readonly string[] {
  if (text.length > LONGEST || text.includes(MARK)) {
    return [text];
  }
  const found: Array<readonly string[]> = [];
  const marked = templates.replace(text, scopedVars, (value: string | string[]) => {
    const values = Array.isArray(value) ? value : [value];
    return marker(found.push(values.length === 0 ? [''] : values) - 1);
  });
  const [first = '', ...rest] = marked.split(MARK);
  // Between two marks stands the number of a variable, and behind the second what follows it.
  const parts = rest.map((part, i) => (i % 2 === 0 ? (found[Number(part)] ?? ['']) : [part]));
  return sizeOf(first, parts) > MOST
    ? [text]
    : parts.reduce<readonly string[]>(
        (texts, values) => texts.flatMap((each) => values.map((value) => each + value)),
        [first]
      );
}

/** How many characters all combinations of values have, with one more for each value: an empty one costs time too. */
function sizeOf(first: string, parts: ReadonlyArray<readonly string[]>): number {
  const count = parts.reduce((product, values) => product * values.length, 1);
  const longest = parts.reduce(
    (sum, values) => sum + 1 + values.reduce((most, value) => Math.max(most, value.length), 0),
    first.length
  );
  return count * longest;
}

/** A character that no query holds, before and behind the number of a variable. */
const MARK = '\u0000';

function marker(index: number): string {
  return `${MARK}${index}${MARK}`;
}
