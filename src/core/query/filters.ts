import { truncate, joinList } from '../failure/text';
import { includes } from './includes';
import type { Filter } from './reader';

type Labels = Readonly<Record<string, string | null | undefined>>;

/** Whether labels pass the filters on them; filters on other labels are for other queries of the dashboard. */
export function matchesKnown(labels: Labels, filters: readonly Filter[]): boolean {
  return matches(
    labels,
    filters.filter(({ key }) => Object.hasOwn(labels, key))
  );
}

/** Whether labels pass every filter. A label that is absent counts as an empty one. */
export function matches(labels: Labels, filters: readonly Filter[]): boolean {
  return filters.every(({ key, operator, values }) => {
    const among = includes(values, (Object.hasOwn(labels, key) ? labels[key] : null) ?? '');
    return operator === '=' || operator === '=|' ? among : !among;
  });
}

/** That some filters are on what is no label of an answer; null where none is. Whoever typed such a key by hand would find nothing, and not why. */
export function unknownKeys(filters: readonly Filter[], labels: readonly string[]): string | null {
  const keys = [...new Set(filters.map(({ key }) => key).filter((key) => !labels.includes(key)))];
  return keys.length === 0
    ? null
    : `This query has no label ${truncate(joinList(keys))}. You can filter by ${joinList(labels, labels.length)}.`;
}
