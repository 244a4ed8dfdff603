import type { Failure } from '../failure/failure';
import { totalFailure } from '../failure/partialResult';
import { formatRange } from '../failure/text';
import { frame, NUMERIC, TABLE, type Column, type FrameMeta } from '../frames/frame';
import { Notices, withNotices } from '../frames/notices';
import type { Context, Outcome, QueryResult } from '../protocol';
import type { StormColumn } from '../measurements/stormColumns';
import type { ColumnValues } from './document';
import { rangeEndsNow } from './rangeEndsNow';
import { frameColumn } from './frameColumn';
import { metricValue, metricWithout } from './metricValue';

/** The current document of a stream or substream. */
export interface Snapshot<Target, Document> {
  readonly target: Target;
  /** Null if the server sent none. */
  readonly document: Document | null;
  /** Why there is none. */
  readonly failure: Failure | null;
}

export function snapshotOf<Target, Document>(
  target: Target,
  outcome: Outcome<Document> | undefined
): Snapshot<Target, Document> {
  const failure = outcome?.ok === false ? outcome.failure : null;
  return { target, document: outcome?.ok ? outcome.value : null, failure };
}

/** Returns the column of a metric for an alert rule. */
export function metricColumn(
  metric: string,
  column: StormColumn,
  snapshots: ReadonlyArray<Snapshot<{ readonly stream: string | null }, { readonly values: ColumnValues<string> }>>
): Column {
  const numbers = snapshots.map(({ target, document, failure }) =>
    document === null ? metricWithout(target.stream, failure, metric) : metricValue(document.values, metric)
  );
  return frameColumn(metric, column, numbers);
}

/** What a query of current values has fetched. */
interface Snapshots {
  /** The parts; those without a failure do not count. */
  readonly failed: ReadonlyArray<{
    readonly target?: { readonly stream: string | null };
    readonly failure: Failure | null;
  }>;
  readonly warnings: readonly string[];
  /** How many documents and failed parts there are. */
  readonly count: number;
  /** The requests, in words. */
  readonly executed: readonly string[];
  /** What the filters exclude, such as `every stream`. */
  readonly excluded: string;
}

const META: Readonly<Record<string, FrameMeta>> = { table: TABLE, numeric: NUMERIC };

/** Returns current values as one frame, as a table or numeric. It fails with the first failure if every part failed. */
export function snapshotResult(
  { refId, format, metric = '' }: { readonly refId: string; readonly format: string; readonly metric?: string },
  context: Context,
  { failed, warnings, count, executed, excluded }: Snapshots,
  columns: () => readonly Column[],
  addNotices: (notices: Notices) => void
): QueryResult {
  const failures = failed.flatMap(({ failure }) => failure ?? []);
  const unanswered = failed.flatMap(({ target, failure }) =>
    failure === null || (format === 'numeric' && metricWithout(target?.stream ?? null, failure, metric) !== null)
      ? []
      : [{ failure }]
  );
  const failure = totalFailure(format, unanswered, count - unanswered.length);
  if (failure !== null) {
    return { ok: false, failure };
  }
  const notices = new Notices();
  notices.addParts({ failures, warnings });
  if (count === 0 && warnings.length === 0) {
    notices.warn(`The filters exclude ${excluded}.`);
  }
  addNotices(notices);
  if (!rangeEndsNow(context)) {
    notices.inform(
      `Storm keeps no history: these are the current values, not those from ${formatRange(context.range)}.`
    );
  }
  const snapshot = frame(refId, META[format] ?? { typeVersion: [0, 0] }, count === 0 ? [] : columns());
  return { ok: true, value: withNotices([snapshot], notices, executed) };
}
