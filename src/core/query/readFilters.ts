import { joinList, quote, truncate } from '../failure/text';
import { asArray, asNumber, asObject, asText, wellFormed } from '../json';
import { describeVariable } from './names';
import { MAX_PATTERN } from './textPattern';

/** A resolved ad-hoc filter on a label. `=|` and `!=|` take several values, `=~` and `!~` a pattern. */
export interface Filter {
  readonly key: string;
  readonly operator: (typeof OPERATORS)[number];
  readonly values: readonly string[];
}

const OPERATORS = ['=', '!=', '=|', '!=|', '=~', '!~', '<', '<=', '>', '>='] as const;
const PATTERN_OPERATORS: readonly string[] = ['=~', '!~'];
const NUMBER_OPERATORS: readonly string[] = ['<', '<=', '>', '>='];

/** The labels that are numbers; all others are texts. */
const NUMBER_LABELS: readonly string[] = ['score', 'sent_score', 'received_score'];

export function isNumberLabel(key: string): boolean {
  return NUMBER_LABELS.includes(key);
}

/** The most filters of a query: each applies to every row. */
const MAX_FILTERS = 100;
/** The most values of a filter that are compared one by one with each row. Equal texts are found at once. */
const MAX_COMPARED = 100;

/** Reads the saved filters of a query, which may be anything, and reports the problems with them. */
export function readFilters(
  saved: unknown,
  literals: ReadonlySet<unknown>,
  report: (path: string, text: string) => void
): readonly Filter[] {
  const all = asArray(saved);
  if (!Array.isArray(saved ?? [])) {
    report('filters', 'filters is not a list');
  } else if (all.length > MAX_FILTERS) {
    report('filters', `filters holds ${all.length} entries, and a query takes ${MAX_FILTERS} at most`);
  }
  return all.slice(0, MAX_FILTERS).flatMap((filter, i) => {
    const path = `filters[${i}]`;
    const { key, operator, values } = asObject(filter);
    const knownOperator = OPERATORS.find((candidate) => candidate === operator);
    if (typeof key !== 'string' || knownOperator === undefined) {
      const operators = OPERATORS.join(', ');
      report(path, `${path} is ${quote({ key, operator })} and needs a key and one of the operators ${operators}`);
      return [];
    }
    const texts = asArray(values).flatMap((value) => asText(value) ?? []);
    texts.forEach((text) => {
      const variable = describeVariable(text, literals);
      if (variable !== null) {
        report(path, `Filter on ${truncate(key, 100)}: ${variable}`);
      }
    });
    const problem = problemOf(key, knownOperator, texts);
    if (problem !== null) {
      report(path, `Filter on ${truncate(key, 100)}: ${problem}`);
    }
    return [{ key: wellFormed(key), operator: knownOperator, values: texts }];
  });
}

/** Returns why an operator cannot work with a label and these values; null if it can. */
function problemOf(key: string, operator: Filter['operator'], values: readonly string[]): string | null {
  const isCompared = isNumberLabel(key) || PATTERN_OPERATORS.includes(operator);
  if (isCompared && values.length > MAX_COMPARED) {
    return `it holds ${values.length} values, and ${operator} takes ${MAX_COMPARED} at most here`;
  }
  if (!isNumberLabel(key)) {
    return NUMBER_OPERATORS.includes(operator)
      ? `${operator} compares numbers, and of all labels only ${joinList(NUMBER_LABELS)} are numbers. Use =, != or =~ (contains)`
      : PATTERN_OPERATORS.includes(operator) && values.some(({ length }) => length > MAX_PATTERN)
        ? `the pattern is longer than ${MAX_PATTERN} characters`
        : null;
  }
  // Not by `Number`: the Go host's takes some control characters for 0.
  const wrong = values.find((value) => asNumber(value) === null);
  return PATTERN_OPERATORS.includes(operator)
    ? `${operator} searches a text, and this is a number. Use <, >, = or !=`
    : wrong !== undefined
      ? `${quote(wrong)} is not a number`
      : null;
}
