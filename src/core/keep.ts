import { spanOf } from './hundredms/span';
import { isOf, type Summary } from './outcomes';
import type { Outcome, UpstreamRequest } from './protocol';

const SECOND = 1_000;

/** Stats of an ended session never change. */
const ENDED = 3_600 * SECOND;
/** Stats appear some time after the session has ended. */
const NOT_YET = 30 * SECOND;
const LIST = 15 * SECOND;

/** An ObjectID, which names one session for ever; another name may mean another session tomorrow. */
const OBJECT_ID = /^[0-9a-f]{24}$/;

/**
 * For how many milliseconds after its answer arrived an outcome may stand for its request; 0 for not at all. A failure is not kept
 * here: the backend repeats the answer that it came from, for as long as that stands. `standsFor` of pkg/upstream says the same of the text
 * that browsers get, and a test there holds both together.
 */
export function keepFor({ params }: UpstreamRequest, outcome: Outcome<Summary>): number {
  if (!outcome.ok) {
    return 0;
  }
  const summary = outcome.value;
  if (isOf(summary, 'peerStats')) {
    return spanOf(summary.value.tracks) !== null && OBJECT_ID.test(params.session_id ?? '') ? ENDED : NOT_YET;
  }
  if (isOf(summary, 'peerQuality')) {
    return summary.value.samples > 0 && OBJECT_ID.test(params.session_id ?? '') ? ENDED : NOT_YET;
  }
  // What was polled grows all the time. A snapshot stands for a second, as the text that it was: to keep it decoded too costs more than
  // to decode it again.
  return isOf(summary, 'live') || isOf(summary, 'substream') ? 0 : LIST;
}
