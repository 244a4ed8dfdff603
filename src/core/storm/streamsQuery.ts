import type { Requests } from '../requestCollector';
import { streamRequest } from './requests';
import type { Column } from '../frames/frame';
import { compareNumbers } from '../measurements/numberRange';
import { STREAM_COLUMNS, STREAM_METRIC_COLUMNS } from '../measurements/stormColumns';
import type { Context, QueryResult } from '../protocol';
import type { StreamQuery } from '../query/types/stream';
import { addReadNotices } from './document';
import { bitrateColumns, documentColumns, targetColumns } from './frameColumn';
import { metricValue } from './metricValue';
import { resolveStreams } from './resolveStreams';
import { metricColumn, snapshotOf, snapshotResult, type Snapshot } from './snapshotResult';
import type { StreamDocument } from './stream';

type StreamSnapshot = Snapshot<{ readonly app: string | null; readonly stream: string | null }, StreamDocument>;

const NAMES = ['app', 'stream'] as const;

/**
 * Requests what a `stream` query needs, and returns a function that builds its frames. They fail with the first failure
 * if every stream failed.
 */
export function collectStreams(query: StreamQuery, context: Context, requests: Requests): () => QueryResult {
  const { streams, warnings, failed: unlisted } = resolveStreams(query, context, requests);
  const known = streams.map(({ app, stream }): StreamSnapshot =>
    snapshotOf({ app, stream }, requests.outcome(streamRequest({ app, stream })))
  );
  const results = [...known, ...unlisted.map((part): StreamSnapshot => ({ ...part, document: null }))];
  const failed = [...unlisted, ...known];
  return () => {
    const executed = streams.map(({ app, stream }) => `stream ${app}/${stream}`);
    const fetched = { failed, warnings, count: results.length, executed, excluded: 'every stream' };
    const columns = () => columnsOf(query, results);
    return snapshotResult(query, context, fetched, columns, (notices) => {
      for (const { target, document } of results) {
        addReadNotices(document, STREAM_COLUMNS, `${target.app}/${target.stream}`, notices);
      }
    });
  };
}

function columnsOf({ format, metric }: StreamQuery, results: readonly StreamSnapshot[]): readonly Column[] {
  if (format !== 'table') {
    return [...targetColumns(results, NAMES), metricColumn(metric, STREAM_METRIC_COLUMNS[metric], results)];
  }
  const rows = results.filter(({ document }) => document !== null).sort(byWorst);
  const documents = rows.map(({ document }) => document);
  return [...targetColumns(rows, NAMES), ...documentColumns(STREAM_COLUMNS, documents), ...bitrateColumns(documents)];
}

/** Sorts streams that are not published first, then those that are least healthy, and last what was not judged. */
function byWorst({ document: one }: StreamSnapshot, { document: other }: StreamSnapshot): number {
  const compare = (metric: string) =>
    compareNumbers(metricValue(one?.values ?? {}, metric), metricValue(other?.values ?? {}, metric));
  return compare('published') || compare('healthScore');
}
