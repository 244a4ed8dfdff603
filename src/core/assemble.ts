import { RequestCollector } from './collect/requestCollector';
import type { Results } from './documents';
import { collectQuery } from './collectQuery';
import type { Context, QueryResult } from './protocol';
import type { Query } from './query/queryTypes';

/** Builds a query's frames from what its requests came to. What failed in part is a notice; a failure where everything did. */
export function assemble(query: Query, context: Context, outcomes: Results): QueryResult {
  return collectQuery(query, context, new RequestCollector(outcomes))();
}
