import type { AdHocVariableFilter } from '@grafana/data';
import type { PeerlensQuery } from './types';

/** Operators of several values. Of any other a filter's `values` may be left from an operator it had before. */
const OF_SEVERAL: readonly string[] = ['=|', '!=|'];

/** The dashboard's ad-hoc filters behind those the query was saved with. They are part of the query, so they hold wherever it is run. */
export function withFilters(query: PeerlensQuery, filters: readonly AdHocVariableFilter[] = []): PeerlensQuery {
  const added = filters.map(({ key, operator, value, values }) => ({
    key,
    operator,
    values: OF_SEVERAL.includes(operator) ? (values ?? [value]) : [value],
  }));
  return added.length === 0 ? query : { ...query, filters: [query.filters ?? [], added].flat() };
}
