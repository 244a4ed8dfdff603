import {
  bounded,
  choiceLabel,
  missingFrom,
  QUERY_TYPES,
  queryTypeOf,
  quoted,
  type QueryType,
  type Service,
} from '../../core';
import type { PeerlensQuery } from '../../types';
import { selectionOf, unavailableMetrics } from './metrics';

/** The most characters of a status: a query can name any number of metrics. */
const MAX_LENGTH = 900;

/** A new rule looks 10 minutes back, which misses a call whose stats come later. */
const RANGE_OF_CALLS = 'Stats come some time after a call has ended: choose a range of an hour or more under Options.';

/** What a query lacks, which of its metrics do not exist, and what its alert rule needs. Empty if all is well. */
export function statusOf(
  query: PeerlensQuery,
  service: Service,
  types: readonly QueryType[],
  isAlertRule = false
): string {
  const queryType = queryTypeOf(query, service);
  if (queryType === null || !types.includes(queryType)) {
    const name = queryType === null ? quoted(query.queryType) : QUERY_TYPES[queryType].label;
    return `This data source does not support ${name} here. Choose another query.`;
  }
  const missing = missingFrom(query, service);
  return bounded(
    [
      ...(missing.length === 0 ? [] : [`Not finished: ${missing.join('; ')}.`]),
      ...(queryType === 'peerStats' ? metricRemarks(query) : []),
      ...(queryType === 'calls' && isAlertRule ? [RANGE_OF_CALLS] : []),
    ].join(' '),
    MAX_LENGTH
  );
}

function metricRemarks(query: PeerlensQuery): readonly string[] {
  const selection = selectionOf({ ...query });
  const { metrics } = selection;
  const tooMany = `Numeric takes exactly one metric, and ${metrics.length} are selected: ${metrics.map(choiceLabel).join(', ')}.`;
  return [
    ...(query.format === 'numeric' && metrics.length > 1 ? [tooMany] : []),
    ...unavailableMetrics(selection).map((name) => `The selected sides and kinds do not report ${choiceLabel(name)}.`),
  ];
}
