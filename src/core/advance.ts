import { RequestCollector } from './collect/requestCollector';
import { collectQuery } from './collectQuery';
import type { Results } from './documents';
import type { Context, QueryResult, UpstreamRequest } from './protocol';
import type { Query } from './query/queryTypes';
import type { ServiceModule } from './serviceModule';

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
