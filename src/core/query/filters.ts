import { memoized } from '../collect/memoized';
import { truncate, joinList } from '../failure/text';
import { includes } from './includes';
import { isNumberLabel, type Filter } from './readFilters';
import { textPattern } from './textPattern';

/** A label with several values matches like any of them. */
type Labels = Readonly<Record<string, string | number | null | undefined | readonly string[]>>;

/** Whether labels match the filters on them. Filters on other labels are for other queries of the dashboard. */
export function matchesKnown(labels: Labels, filters: readonly Filter[]): boolean {
  return matches(
    labels,
    filters.filter(({ key }) => Object.hasOwn(labels, key))
  );
}

/** Whether labels match every filter. An absent text label is empty. A number filter never matches an absent number. */
export function matches(labels: Labels, filters: readonly Filter[]): boolean {
  return filters.every((filter) => {
    const label = (Object.hasOwn(labels, filter.key) ? labels[filter.key] : null) ?? '';
    const isFound = [label].flat().some((value) => isFoundBy(filter, value));
    return filter.operator.startsWith('!') ? !isFound : isFound;
  });
}

/** Whether a filter finds a value, before a `!` turns it around. */
function isFoundBy({ key, operator, values }: Filter, value: string | number): boolean {
  if (isNumberLabel(key)) {
    const compare = COMPARISONS[operator] ?? isShownAs;
    return value !== '' && values.some((each) => compare(Number(value), Number(each)));
  }
  const text = String(value);
  return operator === '=~' || operator === '!~'
    ? patternsOf(values).some((find) => find(text))
    : includes(values, text);
}

type Comparison = (one: number, other: number) => boolean;

/** Whether two scores are equal as they are shown, with one decimal. */
const isShownAs: Comparison = (one, other) => Math.round(10 * one) === Math.round(10 * other);

/** The operators that compare numbers otherwise than by equality. */
const COMPARISONS: Readonly<Partial<Record<Filter['operator'], Comparison>>> = {
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '>': (one, other) => one > other,
  '>=': (one, other) => one >= other,
};

/** Returns the patterns of a filter, read once for all rows. */
const patternsOf = memoized((values: readonly string[]) => values.map(textPattern), new WeakMap());

/**
 * Returns a text about filters on unknown labels; null if there are none. A key that was typed by hand would otherwise
 * find nothing, without a reason.
 */
export function unknownKeys(filters: readonly Filter[], labels: readonly string[]): string | null {
  const unknown = filters.filter(({ key }) => !labels.includes(key));
  if (unknown.length === 0) {
    return null;
  }
  const keys = [...new Set(unknown.map(({ key }) => key))];
  return `This query has no label ${truncate(joinList(keys))}. You can filter by ${joinList(labels, labels.length)}.`;
}
