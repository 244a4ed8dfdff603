import { type StormRequests, streamRequest } from './requests';
import type { Failure } from '../failure/failure';
import { columnsOver, type Column } from '../frames/frame';
import { STREAM_COLUMNS, STREAM_METRIC_COLUMNS } from '../measurements/streamColumns';
import type { Context, QueryResult } from '../protocol';
import type { StreamQuery } from '../query/types/stream';
import { frameColumn } from './frameColumn';
import { metricValue, metricWithout } from './metricValue';
import { addReadNotices } from './readColumns';
import { resolveStreams } from './resolveStreams';
import { snapshotResult } from './snapshotResult';
import { STREAM_COLUMN_NAMES, type StreamDocument } from './stream';

interface StreamResult {
  readonly target: { readonly app: string | null; readonly stream: string | null };
  /** Null if the server sent no document. */
  readonly stream: StreamDocument | null;
  /** Why there is none. */
  readonly failure: Failure | null;
}

/**
 * Requests what a `stream` query needs, and returns a function that builds its frames. They fail with the first failure
 * if every stream failed.
 */
export function collectStreams(query: StreamQuery, context: Context, requests: StormRequests): () => QueryResult {
  const { streams, warnings, failed: unlisted } = resolveStreams(query, context, requests);
  const known = streams.map(({ app, stream }): StreamResult => {
    const target = { app, stream };
    const outcome = requests.outcome(streamRequest(target));
    return outcome?.ok === false
      ? { target, stream: null, failure: outcome.failure }
      : { target, stream: outcome?.value ?? null, failure: null };
  });
  const results = [...known, ...unlisted.map((part): StreamResult => ({ ...part, stream: null }))];
  const failed = [...unlisted, ...known];
  return () => {
    const executed = streams.map(({ app, stream }) => `stream ${app}/${stream}`);
    const columns = () => (query.format === 'table' ? tableColumns(results) : numericColumns(query, results));
    const fetched = { failed, warnings, count: results.length, executed, excluded: 'every stream' };
    return snapshotResult(query, context, fetched, columns, (notices) => {
      for (const { target, stream } of results) {
        if (stream !== null) {
          addReadNotices(stream, STREAM_COLUMNS, `${target.app}/${target.stream}`, notices);
        }
      }
    });
  };
}

function tableColumns(results: readonly StreamResult[]): readonly Column[] {
  const rows = results.flatMap(({ target, stream }) => (stream === null ? [] : [{ target, stream }]));
  const columns = STREAM_COLUMN_NAMES.map((name) => {
    const cells = rows.map(({ stream }) => stream.leaves[name] ?? null);
    return frameColumn(name, STREAM_COLUMNS[name], cells);
  });
  return [...identity(rows), ...columns];
}

function numericColumns({ metric }: StreamQuery, results: readonly StreamResult[]): readonly Column[] {
  const numbers = results.map(({ target, stream, failure }) =>
    stream === null ? metricWithout(target.stream, failure, metric) : metricValue(stream.leaves, metric)
  );
  return [...identity(results), frameColumn(metric, STREAM_METRIC_COLUMNS[metric], numbers)];
}

function identity(results: ReadonlyArray<Pick<StreamResult, 'target'>>): readonly Column[] {
  const columnOf = columnsOver(results);
  return [
    columnOf('app', 'text', ({ target }) => target.app, { description: 'Application, as asked' }),
    columnOf('stream', 'text', ({ target }) => target.stream, { description: 'Stream key, as asked' }),
  ];
}
