import { truncate, joinList } from '../failure/text';
import { includes } from './includes';
import type { Filter } from './readFilters';

/** A label with several values matches like any of them. */
type Labels = Readonly<Record<string, string | null | undefined | readonly string[]>>;

/** Whether labels match the filters on them. Filters on other labels are for other queries of the dashboard. */
export function matchesKnown(labels: Labels, filters: readonly Filter[]): boolean {
  return matches(
    labels,
    filters.filter(({ key }) => Object.hasOwn(labels, key))
  );
}

/** Whether labels match every filter. An absent label counts as an empty one. */
export function matches(labels: Labels, filters: readonly Filter[]): boolean {
  return filters.every(({ key, operator, values }) => {
    const label = (Object.hasOwn(labels, key) ? labels[key] : null) ?? '';
    const isIncluded = [label].flat().some((value) => includes(values, value));
    return operator === '=' || operator === '=|' ? isIncluded : !isIncluded;
  });
}

/**
 * Returns a text about filters on unknown labels; null if there are none. A key that was typed by hand would otherwise
 * find nothing, without a reason.
 */
export function unknownKeys(filters: readonly Filter[], labels: readonly string[]): string | null {
  const keys = [...new Set(filters.map(({ key }) => key).filter((key) => !labels.includes(key)))];
  return keys.length === 0
    ? null
    : `This query has no label ${truncate(joinList(keys))}. You can filter by ${joinList(labels, labels.length)}.`;
}
