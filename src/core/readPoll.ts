import { decode } from './decode';
import type { Answer, UpstreamRequest } from './protocol';
import { STORM } from './storm';
import type { ColumnValues } from './storm/readColumns';
import type { PolledRoute } from './storm/live/channel';
import { encodePoint, type EncodedPoint } from './storm/live/history';
import { previousOf, pointOf } from './storm/live/rates';
import { snapshotTypeOf } from './storm/live/snapshots';

/** The result of one poll of a document. Plain JSON. */
export interface PollResult {
  /** Null if the server returned the same snapshot as in the poll before. */
  readonly point: EncodedPoint | null;
  /** The snapshot values that the next poll needs, null before the first. */
  readonly before: ColumnValues<string> | null;
  /** Why the poll failed and the point is a gap; empty if it succeeded. */
  readonly failure: string;
  /** The metrics whose values are wrong, and therefore null. */
  readonly wrong: readonly string[];
}

/**
 * Returns the point of a response that arrived at `time`, after the poll before it. Never fails: a failed poll leaves a
 * gap.
 */
export function readPoll(
  request: UpstreamRequest<PolledRoute>,
  answer: Answer,
  time: number,
  before: ColumnValues<string> | null
): PollResult {
  const outcome = decode(STORM, request, answer);
  if (!outcome.ok) {
    return { point: [time], before, failure: outcome.failure.message, wrong: [] };
  }
  const { unread, impossible } = outcome.value.value;
  const leaves: ColumnValues<string> = outcome.value.value.leaves;
  const type = snapshotTypeOf(request);
  const isNew = before === null || (leaves.generatedAt ?? null) === null || leaves.generatedAt !== before.generatedAt;
  const point = isNew ? encodePoint(type, pointOf(type, time, leaves, before)) : null;
  return { point, before: previousOf(leaves), failure: '', wrong: [...unread, ...impossible] };
}
