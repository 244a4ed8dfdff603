import type { Requests } from './collect/requestCollector';
import type { Documents } from './documents';
import { columnsOver, type Column } from './frames/frame';
import { tableOf } from './frames/table';
import { sessionOptions, peerOptions, roomOptions, trackOptions } from './hundredms/options';
import type { Context, QueryResult } from './protocol';
import type { ListName, ListQuery } from './query/types/list';
import { applicationOptions, streamOptions, substreamOptions } from './storm/options';
import type { Option, Options } from './collect/option';

const OPTIONS_OF: Readonly<
  Record<ListName, (query: ListQuery, context: Context, requests: Requests<Documents>) => Options>
> = {
  rooms: roomOptions,
  sessions: sessionOptions,
  peers: peerOptions,
  tracks: trackOptions,
  applications: applicationOptions,
  streams: streamOptions,
  substreams: substreamOptions,
};

/** Gathers what there is to choose from. The frame fails where no list of it could be read. */
export function collectOptions(query: ListQuery, context: Context, requests: Requests<Documents>): () => QueryResult {
  const { options: entries, ...parts } = OPTIONS_OF[query.list](query, context, requests);
  return () => {
    const once = [...new Map(entries.map((entry) => [entry.value, entry])).values()];
    return tableOf(query.refId, parts, once, columnsOf, `There are no ${query.list} to choose from.`);
  };
}

/** `value` is what a query takes, all else is for the person who chooses. */
function columnsOf(entries: readonly Option[]): readonly Column[] {
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
