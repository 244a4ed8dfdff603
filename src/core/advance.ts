import { Asking } from './asking';
import type { Outcomes } from './outcomes';
import { prepare } from './prepare';
import type { Context, QueryResult, UpstreamRequest } from './protocol';
import type { Query } from './query/query';

/** How far a query is: what it needs next, or its result. */
export type Advance = { readonly requests: readonly UpstreamRequest[] } | { readonly result: QueryResult };

/**
 * `plan`, and `assemble` where that asks for nothing, in one: the Go host's engine takes as long to gather the answers of hundreds of parts
 * as for all that is made of them.
 */
export function advance(query: Query, context: Context, outcomes: Outcomes): Advance {
  const asking = new Asking(outcomes);
  const build = prepare(query, context, asking);
  const requests = asking.missing;
  return requests.length > 0 ? { requests } : { result: build() };
}
