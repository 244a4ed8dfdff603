import { withMeta } from '../frames/frame';
import type { QueryResult } from '../protocol';
import type { TimeRange } from './timeRange';

/** Adds to the first frame when the samples or the session of a result were, so that a host can offer that time. */
export function withSpan(result: QueryResult, span: TimeRange | null): QueryResult {
  if (!result.ok || span === null) {
    return result;
  }
  const value = result.value.map((each, i) =>
    i > 0 ? each : withMeta(each, { custom: { ...each.schema.meta.custom, span } })
  );
  return { ok: true, value };
}
