import { Asking } from './asking';
import type { Outcomes } from './outcomes';
import { prepare } from './prepare';
import type { Context, UpstreamRequest } from './protocol';
import type { Query } from './query/query';

/** The requests a query needs next, given what came of the earlier ones; none once it can be assembled. */
export function plan(query: Query, context: Context, outcomes: Outcomes): readonly UpstreamRequest[] {
  const asking = new Asking(outcomes);
  prepare(query, context, asking);
  return asking.missing;
}
