import { assemblePeerStats } from './hundredms/assemble';
import type { Outcomes } from './outcomes';
import type { Context, QueryResult } from './protocol';
import type { Query } from './query/query';
import { assembleSubstreams } from './storm/assemble';

/** Builds a query's frames from what its requests came to. What failed in part is a notice; a failure where everything did. */
export function assemble(query: Query, context: Context, outcomes: Outcomes): QueryResult {
  return query.queryType === 'peerStats'
    ? assemblePeerStats(query, context, outcomes)
    : assembleSubstreams(query, context, outcomes);
}
