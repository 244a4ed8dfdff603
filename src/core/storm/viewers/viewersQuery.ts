import type { Requests } from '../../requestCollector';
import { paginate, type Paginated } from '../../collect/pagination';
import { failure, type Failure } from '../../failure/failure';
import { columnsOver, type Column } from '../../frames/frame';
import type { Context, QueryResult } from '../../protocol';
import { matches, matchesKnown } from '../../query/filters';
import type { ViewersQuery } from '../../query/types/viewers';
import { targetColumns } from '../frameColumn';
import { viewersRequest, type StreamTarget } from '../requests';
import { resolveStreams } from '../resolveStreams';
import { snapshotResult } from '../snapshotResult';
import type { Viewer } from './viewer';

/** The viewers of one kind of a substream. */
interface Row {
  readonly app: string | null;
  readonly stream: string | null;
  readonly substream: string | null;
  readonly harnessType: string | null;
  /** Null if they could not be read. */
  readonly viewers: number | null;
}

interface ViewerList extends Paginated<Viewer> {
  readonly target: StreamTarget;
}

/**
 * Requests the viewers of a query's streams, and returns a function that counts them by substream and kind. It requests
 * nothing if the setting `viewers` is off, since the lists have people's addresses.
 */
export function collectViewers(query: ViewersQuery, context: Context, requests: Requests): () => QueryResult {
  if (context.settings.viewers !== true) {
    return () => ({ ok: false, failure: OFF });
  }
  // Filters on what only the viewers tell cannot choose streams.
  const { streams, failed: unlisted, warnings } = resolveStreams(query, context, requests);
  const lists = streams.map(({ app, stream }): ViewerList => {
    const target = { app, stream };
    return { target, ...paginate(viewersRequest(target), (page) => requests.outcome(page)) };
  });
  return () => {
    const cut = lists.find(isIncomplete);
    if (query.format === 'numeric' && cut !== undefined) {
      return { ok: false, failure: incomplete(cut) };
    }
    const failed = [
      ...unlisted,
      ...lists.flatMap(({ target, failure, items }) =>
        failure === null || items.length > 0 ? [] : [{ target, failure }]
      ),
    ];
    const rows = [
      ...lists.flatMap((list) => rowsOf(list, query.streamKeys.length > 0)),
      ...unlisted.map(({ target }): Row => ({ ...target, substream: null, harnessType: null, viewers: null })),
    ].filter((row) => isWanted(row, query));
    const visible = query.format === 'table' ? rows.filter(({ viewers }) => viewers !== null && viewers > 0) : rows;
    const fetched = {
      failed,
      warnings: [...warnings, ...lists.filter(isIncomplete).map((list) => incomplete(list).message)],
      count: lists.length + unlisted.length,
      executed: streams.map(({ app, stream }) => `viewers ${app}/${stream}`),
      excluded: 'every stream',
    };
    return snapshotResult(
      query,
      context,
      fetched,
      () => columnsOf(visible),
      (notices) => {
        if (visible.length === 0 && lists.length > failed.length) {
          notices.inform('Nobody is watching.');
        }
      }
    );
  };
}

const OFF = failure(
  'user',
  400,
  'Viewers are not read: Count viewers by kind is off in this data source.',
  "Turn it on in the data source settings (jsonData.viewers: true). Only the kinds of viewers and their substreams leave Grafana's backend."
);

/** Whether a row matches the filters. The substreams and kinds of viewers that could not be read are unknown. */
function isWanted({ app, stream, substream, harnessType, viewers }: Row, { filters }: ViewersQuery): boolean {
  return viewers === null
    ? matchesKnown({ app, stream }, filters)
    : matches({ app, stream, substream, harnessType }, filters);
}

/** Whether a list that was read lacks entries. */
function isIncomplete({ isTruncated, skipped, failure, items }: ViewerList): boolean {
  return isTruncated || skipped > 0 || (failure !== null && items.length > 0);
}

function incomplete({ target, items, failure: reason }: ViewerList): Failure {
  const where = `${target.app}/${target.stream}`;
  return (
    reason ??
    failure(
      'upstream',
      502,
      `The list of viewers of ${where} is not complete: ${items.length} were read.`,
      'A stream query has the number of all viewers as viewerCount.'
    )
  );
}

/** Counts the viewers of a stream. A named stream without viewers is one row. */
function rowsOf({ target, items, failure }: ViewerList, isNamed: boolean): readonly Row[] {
  if (items.length === 0) {
    const viewers = failure === null ? 0 : null;
    return isNamed || viewers === null ? [{ ...target, substream: null, harnessType: null, viewers }] : [];
  }
  const counts = new Map<string, Row & { readonly viewers: number }>();
  for (const { substream, harnessType } of items) {
    const key = JSON.stringify([substream, harnessType]);
    counts.set(key, { ...target, substream, harnessType, viewers: (counts.get(key)?.viewers ?? 0) + 1 });
  }
  return [...counts.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
}

function columnsOf(rows: readonly Row[]): readonly Column[] {
  const targets = rows.map((target) => ({ target }));
  const columnOf = columnsOver(rows);
  return [
    ...targetColumns(targets, ['app', 'stream']),
    columnOf('substream', 'text', ({ substream }) => substream, { description: 'Substream that is watched' }),
    columnOf('harnessType', 'text', ({ harnessType }) => harnessType, { description: 'Kind of viewer' }),
    columnOf('viewers', 'number', ({ viewers }) => viewers, {
      unit: 'short',
      min: 0,
      description: 'Number of viewers',
    }),
  ];
}
