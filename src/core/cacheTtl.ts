import { timeRangeOf } from './hundredms/timeRange';
import { isKind } from './collect/requestCollector';
import type { DecodedDocument } from './documents';
import type { Outcome, UpstreamRequest } from './protocol';

const SECOND = 1_000;

/** Stats of an ended session never change. */
const ENDED_SESSION_TTL = 3_600 * SECOND;
/** Stats appear some time after the session has ended. */
const NO_STATS_TTL = 30 * SECOND;
const LIST_TTL = 15 * SECOND;

/** An ObjectID, which names one session for ever; another name may mean another session tomorrow. */
const OBJECT_ID = /^[0-9a-f]{24}$/;

/**
 * For how many milliseconds after its answer arrived an outcome may stand for its request; 0 for not at all. A failure is not kept
 * here: the backend repeats the answer that it came from, for as long as that stands. `TTL` of pkg/upstream/routes says the same of the text
 * that browsers get.
 */
export function cacheTtl({ params }: UpstreamRequest, outcome: Outcome<DecodedDocument>): number {
  if (!outcome.ok) {
    return 0;
  }
  const summary = outcome.value;
  if (isKind(summary, 'peerStats')) {
    return timeRangeOf(summary.value.tracks) !== null && OBJECT_ID.test(params.session_id ?? '')
      ? ENDED_SESSION_TTL
      : NO_STATS_TTL;
  }
  if (isKind(summary, 'peerScore')) {
    return summary.value.samples > 0 && OBJECT_ID.test(params.session_id ?? '') ? ENDED_SESSION_TTL : NO_STATS_TTL;
  }
  // What was polled grows all the time. A snapshot stands for a second, as the text that it was: to keep it decoded too costs more than
  // to decode it again.
  return isKind(summary, 'live') || isKind(summary, 'substream') ? 0 : LIST_TTL;
}
