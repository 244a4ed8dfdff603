import type { Requests } from '../../requestCollector';
import { column, columnsOver, frame, TIME_SERIES, type Column } from '../../frames/frame';
import { Notices, withNotices } from '../../frames/notices';
import { readableName } from '../../frames/readableName';
import { tableOf } from '../../frames/table';
import { joinList } from '../../failure/text';
import { describeRangeOf, historyColumn, SERVER_COLUMNS, SERVER_METRIC_COLUMNS } from '../../measurements/stormColumns';
import type { Context, Outcome, QueryResult } from '../../protocol';
import type { ServerQuery } from '../../query/types/server';
import { bitrateColumns, documentColumns, frameColumn } from '../frameColumn';
import { metricValue } from '../metricValue';
import { addReadNotices } from '../document';
import { SERVER_METRICS_REQUEST } from '../requests';
import { snapshotResult } from '../snapshotResult';
import type { ServerHistories } from './histories';
import { resolveServer, type ServerSelection } from './resolveServer';
import type { ServerMetrics } from './serverMetrics';

interface FetchedServer extends ServerSelection {
  /** Undefined if the filters exclude the server. */
  readonly outcome: Outcome<ServerMetrics> | undefined;
}

/** Requests what a `server` query needs, except live, and returns a function that builds its frames. */
export function collectServer(query: ServerQuery, context: Context, requests: Requests): () => QueryResult {
  const server = resolveServer(query, requests);
  const outcome = server.targets.length === 0 ? undefined : requests.outcome(SERVER_METRICS_REQUEST);
  return () => BUILDERS[query.format](query, context, { ...server, outcome });
}

const BUILDERS = { table: snapshot, numeric: snapshot, live: snapshot, timeseries: historyFrames, restarts } as const;

function snapshot(query: ServerQuery, context: Context, fetched: FetchedServer): QueryResult {
  const { name, version, warnings, outcome } = fetched;
  const document = outcome?.ok ? outcome.value : null;
  const columns = (): readonly Column[] => {
    const server = column('server', 'text', [name], { config: { description: 'Name of the server' } });
    if (query.format === 'numeric') {
      const { metric } = query;
      const number = document === null ? null : metricValue(document.values, metric);
      return [server, frameColumn(metric, SERVER_METRIC_COLUMNS[metric], [number])];
    }
    const config = { description: 'Version of the server' };
    return [
      server,
      column('version', 'text', [version], { config }),
      ...documentColumns(SERVER_COLUMNS, [document]),
      ...bitrateColumns([document]),
    ];
  };
  const found = {
    failed: outcome === undefined || outcome.ok ? [] : [{ failure: outcome.failure }],
    warnings: [],
    count: outcome === undefined ? 0 : 1,
    executed: outcome === undefined ? [] : ['serverMetrics'],
    excluded: 'the server',
  };
  return snapshotResult(query, context, found, columns, (notices) => {
    notices.inform(warnings);
    addReadNotices(document, SERVER_COLUMNS, 'the server', notices);
  });
}

/** Returns what the server recorded, a frame a history. */
function historyFrames({ refId }: ServerQuery, { range }: Context, fetched: FetchedServer): QueryResult {
  const { labels, outcome, warnings } = fetched;
  if (outcome !== undefined && !outcome.ok) {
    return outcome;
  }
  const notices = new Notices();
  notices.inform(warnings);
  if (outcome === undefined) {
    notices.warn('The filters exclude the server.');
  }
  const histories = outcome?.value.histories;
  if (histories !== undefined) {
    addHistoryNotices(histories, notices);
  }
  const series = (histories?.series ?? []).flatMap((history) => {
    const inside = history.times.map((time) => time >= range.from && time <= range.to);
    const times = history.times.filter((_, i) => inside[i]);
    const values = history.values.filter((_, i) => inside[i]);
    return times.length === 0 ? [] : [{ name: history.name, times, values }];
  });
  if (series.length === 0 && (histories?.series.length ?? 0) > 0) {
    notices.inform('The histories of the server have no point within the range.');
  }
  const frames = series.map(({ name, times, values }) =>
    frame(refId, TIME_SERIES, [
      column('time', 'time', times),
      column(name, 'number', values, {
        labels,
        config: { ...historyColumn(name).config, displayNameFromDS: name.split('.').map(readableName).join(', ') },
      }),
    ])
  );
  const all = frames.length === 0 ? [frame(refId, TIME_SERIES, [])] : frames;
  return { ok: true, value: withNotices(all, notices, outcome === undefined ? [] : ['serverMetrics']) };
}

function addHistoryNotices({ series, unread, timeless, isTruncated }: ServerHistories, notices: Notices): void {
  if (unread.length > 0) {
    notices.warn(`Storm returned ${joinList(unread)} in an unexpected format; it is not shown.`);
  }
  if (timeless > 0) {
    notices.warn(`Points of the histories without a time are left out: ${timeless}.`);
  }
  const wrong = series.flatMap(({ name, impossible, notNumbers }) => [
    ...(impossible > 0 ? [`${impossible} of ${name} outside ${describeRangeOf(historyColumn(name))}`] : []),
    ...(notNumbers > 0 ? [`${notNumbers} of ${name} not a number`] : []),
  ]);
  if (wrong.length > 0) {
    notices.warn(`Storm returned values that are shown as null: ${joinList(wrong)}.`);
  }
  if (isTruncated) {
    notices.warn('The histories of the server have more points than Peerlens reads: the rest is left out.');
  }
  if (series.length === 0 && unread.length === 0) {
    notices.inform('The server sent no histories.');
  }
}

/** Returns the start of the server as an annotation, if it is within the range. */
function restarts({ refId }: ServerQuery, { range }: Context, fetched: FetchedServer): QueryResult {
  const { name, version, outcome } = fetched;
  const document = outcome?.ok ? outcome.value : null;
  const launch = document?.values.launchDate ?? null;
  const rows = typeof launch === 'number' && launch >= range.from && launch <= range.to ? [launch] : [];
  const failures = outcome === undefined || outcome.ok ? [] : [outcome.failure];
  const parts = { failures, readCount: failures.length === 0 ? 1 : 0, warnings: [] };
  const text = [name, version].filter((part) => part !== null).join(' ');
  const columnsOf = (launches: readonly number[]): readonly Column[] => {
    const columnOf = columnsOver(launches);
    return [
      columnOf('time', 'time', (time) => time),
      columnOf('title', 'text', () => 'Server started'),
      columnOf('text', 'text', () => text),
      columnOf('tags', 'text', () => 'restart'),
    ];
  };
  const notices = new Notices();
  addReadNotices(document, SERVER_COLUMNS, 'the server', notices);
  const whyEmpty =
    launch === null ? 'Storm sent no start of the server.' : 'The server was not started within the range.';
  return tableOf(refId, parts, rows, columnsOf, whyEmpty, notices);
}
