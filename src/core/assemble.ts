import { Asking } from './asking';
import type { Outcomes } from './outcomes';
import { prepare } from './prepare';
import type { Context, QueryResult } from './protocol';
import type { Query } from './query/query';

/** Builds a query's frames from what its requests came to. What failed in part is a notice; a failure where everything did. */
export function assemble(query: Query, context: Context, outcomes: Outcomes): QueryResult {
  return prepare(query, context, new Asking(outcomes))();
}
