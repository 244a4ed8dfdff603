import { decode } from './decode';
import type { Answer, UpstreamRequest } from './protocol';
import type { SubstreamValues } from './storm/substream';
import { encodePoint, type EncodedPoint } from './storm/live/history';
import { previousOf, pointOf } from './storm/live/rates';

/** The result of one poll of a substream. Plain JSON. */
export interface PollResult {
  /** Null if the server returned the same snapshot as in the poll before. */
  readonly point: EncodedPoint | null;
  /** The snapshot values that the next poll needs, null before the first. */
  readonly before: SubstreamValues | null;
  /** Why the poll failed and the point is a gap; empty if it succeeded. */
  readonly failure: string;
}

/**
 * Returns the point of a response that arrived at `time`, after the poll before it. Never fails: a failed poll leaves a
 * gap.
 */
export function readPoll(
  request: UpstreamRequest<'substream'>,
  answer: Answer,
  time: number,
  before: SubstreamValues | null
): PollResult {
  const outcome = decode(request, answer);
  if (!outcome.ok) {
    return { point: [time], before, failure: outcome.failure.message };
  }
  const { leaves } = outcome.value.value;
  const isNew = before === null || leaves.generatedAt === null || leaves.generatedAt !== before.generatedAt;
  const point = isNew ? encodePoint(pointOf(time, leaves, before)) : null;
  return { point, before: previousOf(leaves), failure: '' };
}
