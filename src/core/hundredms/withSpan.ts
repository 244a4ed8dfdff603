import { withMeta } from '../frames/frame';
import type { QueryResult } from '../protocol';
import type { TimeRange } from './timeRange';

/** Adds to the first frame when the session was, so that a host can offer that time. */
export function withSpan(result: QueryResult, span: TimeRange | null): QueryResult {
  if (!result.ok || span === null) {
    return result;
  }
  const [first, ...others] = result.value;
  const withFirst = first && withMeta(first, { custom: { ...first.schema.meta.custom, span } });
  return { ok: true, value: [withFirst ?? [], others].flat() };
}
