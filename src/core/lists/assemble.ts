import type { Asking } from '../asking';
import { columnsOver, type Column } from '../frames/frame';
import { tableOf } from '../frames/table';
import { listCalls, listPeers, listRooms, listTracks } from '../hundredms/lists';
import type { Context, QueryResult } from '../protocol';
import type { ListName, ListQuery } from '../query/types/list';
import { listApplications, listStreams, listSubstreams } from '../storm/lists';
import type { Entry, Listed } from './entry';

const LISTERS: Readonly<Record<ListName, (query: ListQuery, context: Context, asking: Asking) => Listed>> = {
  rooms: listRooms,
  sessions: listCalls,
  peers: listPeers,
  tracks: listTracks,
  applications: listApplications,
  streams: listStreams,
  substreams: listSubstreams,
};

/** Gathers what there is to choose from. The frame fails where no list of it could be read. */
export function prepareList(query: ListQuery, context: Context, asking: Asking): () => QueryResult {
  const { entries, ...parts } = LISTERS[query.list](query, context, asking);
  return () => {
    const once = [...new Map(entries.map((entry) => [entry.value, entry])).values()];
    return tableOf(query.refId, parts, once, columnsOf, `There are no ${query.list} to choose from.`);
  };
}

/** `value` is what a query takes, all else is for the person who chooses. */
function columnsOf(entries: readonly Entry[]): readonly Column[] {
  const of = columnsOver(entries);
  return [
    of('value', 'text', ({ value }) => value),
    of('text', 'text', ({ text }) => text),
    of('detail', 'text', ({ detail }) => detail),
    of('start', 'nullableTime', ({ start }) => start ?? null),
    of('end', 'nullableTime', ({ end }) => end ?? null),
    of('group', 'text', ({ group }) => group ?? null),
    of('name', 'text', ({ name }) => name ?? null),
  ];
}
