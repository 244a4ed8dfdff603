import { QUERY_TYPES, missingFrom, queryTypeOf, queryTypesOf, type Service } from '../../core';
import { bounded, quoted } from '../../core/failure/text';
import type { PeerlensQuery } from '../../host/types';
import { unavailableMetrics } from './metrics';
import { textsOf } from './saved';

/** The most characters of a status: a query can name any number of metrics. */
const LONGEST = 900;

/** What a person should know of the query as it stands: what it still lacks, and what of it cannot be had. Empty where all is well. */
export function statusOf(query: PeerlensQuery, service: Service): string {
  const queryType = queryTypeOf(query, service);
  if (queryType === null || !queryTypesOf(service).includes(queryType)) {
    const asked = queryType === null ? quoted(query.queryType) : QUERY_TYPES[queryType].label;
    return `This data source does not answer ${asked}. Choose what to ask it.`;
  }
  const missing = missingFrom(query, service);
  const remarks = queryType === 'peerStats' ? metricRemarks(query) : [];
  const unfinished = missing.length === 0 ? [] : [`Not finished: ${missing.join('; ')}.`];
  return bounded([...unfinished, ...remarks].join(' '), LONGEST);
}

function metricRemarks(query: PeerlensQuery): readonly string[] {
  const metrics = textsOf(query.metrics);
  const unavailable = unavailableMetrics({ sides: textsOf(query.sides), kinds: textsOf(query.kinds), metrics });
  const remarks = unavailable.map((name) => `None of the chosen sides and kinds reports ${name}.`);
  return query.format === 'numeric' && metrics.length > 1
    ? [`Numeric takes exactly one metric, and ${metrics.length} are chosen: ${metrics.join(', ')}.`, ...remarks]
    : remarks;
}
