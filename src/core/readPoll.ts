import { decode } from './decode';
import type { Answer, UpstreamRequest } from './protocol';
import type { SubstreamValues } from './storm/substream';
import { encodePoint, type EncodedPoint } from './storm/live/history';
import { previousOf, pointOf } from './storm/live/rates';

/** What one poll of a substream came to. Plain JSON. */
export interface PollResult {
  /** Null where the server gave the snapshot of the poll before once more. */
  readonly point: EncodedPoint | null;
  /** What the next poll is told of this one, null where there is nothing yet. */
  readonly before: SubstreamValues | null;
  /** Why the poll gave nothing, and the point is a gap; empty where it did. */
  readonly failure: string;
}

/** The point that an answer makes, which arrived at `time`, after the poll before it. Never fails: a poll that does leaves a gap. */
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
  const isNews = before === null || leaves.generatedAt === null || leaves.generatedAt !== before.generatedAt;
  const point = isNews ? encodePoint(pointOf(time, leaves, before)) : null;
  return { point, before: previousOf(leaves), failure: '' };
}
