import { decode } from './decode';
import type { UpstreamResponse, UpstreamRequest } from './protocol';
import { STORM } from './storm';
import type { ColumnValues, DecodedColumns } from './storm/document';
import type { PolledRoute } from './storm/live/channel';
import { encodePoint, type EncodedPoint } from './storm/live/history';
import { previousOf, pointOf } from './storm/live/rates';
import { snapshotTypeOf } from './storm/live/snapshots';

/** The result of one poll of a document. Plain JSON. */
interface PollResult {
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
  response: UpstreamResponse,
  time: number,
  before: ColumnValues<string> | null
): PollResult {
  const outcome = decode(STORM, request, response);
  if (!outcome.ok) {
    return { point: [time], before, failure: outcome.failure.message, wrong: [] };
  }
  const { values, unread, impossible }: DecodedColumns<string> = outcome.value;
  const type = snapshotTypeOf(request);
  const isNew = before === null || (values.generatedAt ?? null) === null || values.generatedAt !== before.generatedAt;
  const point = isNew ? encodePoint(type, pointOf(type, time, values, before)) : null;
  return { point, before: previousOf(values), failure: '', wrong: [...unread, ...impossible] };
}
