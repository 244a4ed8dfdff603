import { RequestCollector, type Requests, type Results } from './requestCollector';
import { failure } from './failure/failure';
import { withFilters, withoutMarkup } from './frames/frame';
import { withWarning } from './frames/notices';
import { collectOptions } from './optionList';
import type { Context, QueryResult, UpstreamRequest } from './protocol';
import { unknownKeys } from './query/filters';
import { QUERY_TYPES, type Query } from './query/queryTypes';
import type { QueryOfType, ServiceModule } from './serviceModule';

/** The state of a query: the requests that it needs next, or its result. */
export type Step = { readonly requests: readonly UpstreamRequest[] } | { readonly result: QueryResult };

/**
 * Takes a query one step further, given the results of its requests so far. A host sends the requests and calls this
 * again until there is a result. A part that failed becomes a notice; the result is a failure if everything failed.
 */
export function advance(service: ServiceModule, query: Query, context: Context, results: Results): Step {
  const collector = new RequestCollector(results);
  const build = collectQuery(service, query, context, collector);
  const requests = collector.pending;
  return requests.length > 0 ? { requests } : { result: build() };
}

/**
 * Requests what a query needs, and returns a function that builds its frames once every result is there. A filter on an
 * unknown label becomes a notice. A numeric query fails with `user` before its first request, because an alert would
 * not show the notice.
 */
function collectQuery(service: ServiceModule, query: Query, context: Context, requests: Requests): () => QueryResult {
  const { labels, ignoresOtherFilters } = QUERY_TYPES[query.queryType];
  const warning = ignoresOtherFilters ? null : unknownKeys(query.filters, labels);
  if (warning !== null && 'format' in query && query.format === 'numeric') {
    return () => ({ ok: false, failure: failure('user', 400, warning, 'Correct the filters of the query.') });
  }
  const build =
    query.queryType === 'list'
      ? collectOptions(service, query, context, requests)
      : collectByType(service, query.queryType, query, context, requests);
  return () => {
    const result = build();
    if (!result.ok) {
      return result;
    }
    const frames = withoutMarkup(withFilters(result.value, labels));
    return { ok: true, value: warning === null ? frames : withWarning(frames, warning) };
  };
}

function collectByType<T extends keyof ServiceModule['collectors']>(
  { collectors }: ServiceModule,
  type: T,
  query: QueryOfType<T>,
  context: Context,
  requests: Requests
): () => QueryResult {
  const collect = collectors[type];
  if (collect === undefined) {
    throw new Error(`This host does not run queries of the type ${type}.`);
  }
  return collect(query, context, requests);
}
