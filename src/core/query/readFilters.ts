import { quote, truncate } from '../failure/text';
import { asArray, asObject, asText } from '../json';
import { describeVariable } from './names';

/** A resolved ad-hoc filter on a label. `=|` and `!=|` take several values. */
export interface Filter {
  readonly key: string;
  readonly operator: (typeof OPERATORS)[number];
  readonly values: readonly string[];
}

const OPERATORS = ['=', '!=', '=|', '!=|'] as const;

/** The most filters of a query: each applies to every row. */
const MAX_FILTERS = 100;

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
      const variable = describeVariable(text.trim(), literals);
      if (variable !== null) {
        report(path, `Filter on ${truncate(key, 100)}: ${variable}`);
      }
    });
    return [{ key, operator: knownOperator, values: texts }];
  });
}
