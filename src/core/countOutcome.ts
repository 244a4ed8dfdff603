import { type DecodedOutcome, isKind } from './requestCollector';
import { trackSelectionOf } from './hundredms/peerSelection';
import { EMPTY_BUDGET, exceededLimit, addPeer, type Budget } from './hundredms/valueBudget';
import type { Context, UpstreamRequest } from './protocol';
import type { Query } from './query/queryTypes';

/** The part of its value budget that a query has spent. */
export interface Spent {
  readonly budget: Budget;
  /**
   * Whether the last outcome exceeded the budget. Then the requests of this step that have not started are not needed.
   */
  readonly isFull: boolean;
}

const NOTHING: Spent = { budget: EMPTY_BUDGET, isFull: false };

/** Counts one more outcome of a query; `before` is null for the first. */
export function countOutcome(
  query: Query,
  context: Context,
  before: Spent | null,
  { params }: UpstreamRequest,
  outcome: DecodedOutcome
): Spent {
  const spent = before ?? NOTHING;
  const selection = trackSelectionOf(query);
  if (selection === null || !isKind(outcome, 'peerStats')) {
    return spent.isFull ? { ...spent, isFull: false } : spent;
  }
  const { session_id = '', peer_id = '' } = params;
  const budget = addPeer(spent.budget, selection, context, { session_id, peer_id }, outcome.value);
  return { budget, isFull: exceededLimit(budget, context) !== null };
}
