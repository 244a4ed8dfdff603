import { RequestCollector } from './collect/requestCollector';
import type { Results } from './documents';
import { collectQuery } from './collectQuery';
import type { Context, QueryResult, UpstreamRequest } from './protocol';
import type { Query } from './query/queryTypes';

/** How far a query is: what it needs next, or its result. */
export type Advance = { readonly requests: readonly UpstreamRequest[] } | { readonly result: QueryResult };

/**
 * `plan`, and `assemble` where that asks for nothing, in one: the Go host's engine takes as long to gather the answers of hundreds of parts
 * as for all that is made of them.
 */
export function advance(query: Query, context: Context, outcomes: Results): Advance {
  const asking = new RequestCollector(outcomes);
  const build = collectQuery(query, context, asking);
  const requests = asking.pending;
  return requests.length > 0 ? { requests } : { result: build() };
}
