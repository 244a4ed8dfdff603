import type { DataFrame } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import type { FromTo } from './types';

/** When a call was, or what a query reads of it: milliseconds since the epoch. */
interface CallSpan {
  readonly from: number;
  readonly to: number;
}

/** The shortest range that shows a call, in milliseconds. A call of one sample has no length. */
const MIN_RANGE = 60_000;

/** Returns when the call of a frame was. */
function spanOf({ meta }: DataFrame): CallSpan | null {
  const span: unknown = meta?.custom?.span;
  return isSpan(span) ? span : null;
}

/** Returns when the call of an empty frame was, if all of it was outside a range; null if it was not. */
export function spanOutside(frame: DataFrame, { from, to }: FromTo): CallSpan | null {
  const span = frame.fields.length === 0 ? spanOf(frame) : null;
  return span !== null && (span.from > to.valueOf() || span.to < from.valueOf()) ? span : null;
}

/** Returns when the call of a frame was, if all or a part of it was outside a range; null if it was not. */
export function spanCutBy(frame: DataFrame, { from, to }: FromTo): CallSpan | null {
  const span = spanOf(frame);
  return span !== null && (span.from < from.valueOf() || span.to > to.valueOf()) ? span : null;
}

function isSpan(span: unknown): span is CallSpan {
  return typeof span === 'object' && span !== null && 'from' in span && 'to' in span;
}

/** Returns the range that shows a call, as a page's address has it. */
export function rangeOfCall({ from, to }: CallSpan): { readonly from: string; readonly to: string } {
  const margin = Math.max(0, (MIN_RANGE - (to - from)) / 2);
  return { from: String(Math.floor(from - margin)), to: String(Math.ceil(to + margin)) };
}

/** Moves the range of a dashboard to a call; in Explore that of the panes with a query of its session. */
export function showCall(span: CallSpan, sessionId: string): void {
  const range = rangeOfCall(span);
  const { panes } = locationService.getSearchObject();
  if (typeof panes !== 'string') {
    locationService.partial(range);
    return;
  }
  const saved: unknown = JSON.parse(panes);
  const moved = Object.entries(saved ?? {}).map(([id, pane]: [string, unknown]) => [
    id,
    typeof pane === 'object' && JSON.stringify(pane).includes(JSON.stringify(sessionId)) ? { ...pane, range } : pane,
  ]);
  locationService.partial({ panes: JSON.stringify(Object.fromEntries(moved)) });
}
