import { RequestCollector } from './collect/requestCollector';
import type { Results } from './documents';
import { collectQuery } from './collectQuery';
import type { Context, UpstreamRequest } from './protocol';
import type { Query } from './query/queryTypes';

/** The requests a query needs next, given what came of the earlier ones; none once it can be assembled. */
export function plan(query: Query, context: Context, outcomes: Results): readonly UpstreamRequest[] {
  const asking = new RequestCollector(outcomes);
  collectQuery(query, context, asking);
  return asking.pending;
}
