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

/** An ObjectID, which always names the same session. Any other name may mean another session tomorrow. */
const OBJECT_ID = /^[0-9a-f]{24}$/;

/**
 * Returns how many milliseconds an outcome may be reused after its response arrived; 0 if it must not be reused. A
 * failure is not cached here: the backend repeats the response behind it for as long as that is valid. `TTL` in
 * pkg/upstream/routes has the same times for the texts that browsers get.
 */
export function cacheTtl({ params }: UpstreamRequest, outcome: Outcome<DecodedDocument>): number {
  if (!outcome.ok) {
    return 0;
  }
  const document = outcome.value;
  if (isKind(document, 'peerStats')) {
    return timeRangeOf(document.value.tracks) !== null && OBJECT_ID.test(params.session_id ?? '')
      ? ENDED_SESSION_TTL
      : NO_STATS_TTL;
  }
  if (isKind(document, 'peerScore')) {
    return document.value.samples > 0 && OBJECT_ID.test(params.session_id ?? '') ? ENDED_SESSION_TTL : NO_STATS_TTL;
  }
  // Polled points grow all the time. A snapshot is valid for one second, and its text is cached that long: caching the
  // decoded form too costs more than decoding it again.
  return isKind(document, 'live') || isKind(document, 'substream') ? 0 : LIST_TTL;
}
