import { askedOfPeers } from './hundredms/asked';
import { excessOf, loaded, NO_LOAD, type Load } from './hundredms/load';
import { isOf, type Summary } from './outcomes';
import type { Context, Outcome, UpstreamRequest } from './protocol';
import type { Query } from './query/query';

/** What a query holds so far. */
export interface Weight {
  readonly load: Load;
  /** Whether the last outcome made it more than the query may hold: then what was planned beside it and is not yet asked needs no asking. */
  readonly isFull: boolean;
}

/** The weight of a query with one more of its outcomes; null before the first. */
export function weigh(
  query: Query,
  context: Context,
  before: Weight | null,
  { params: { session_id = '', peer_id = '' } }: UpstreamRequest,
  outcome: Outcome<Summary>
): Weight {
  const weight = before ?? { load: NO_LOAD, isFull: false };
  const asked = askedOfPeers(query);
  if (asked === null || !outcome.ok || !isOf(outcome.value, 'peerStats')) {
    return { ...weight, isFull: false };
  }
  const load = loaded(weight.load, asked, context, { session_id, peer_id }, outcome.value.value);
  return { load, isFull: excessOf(load, context) !== null };
}
