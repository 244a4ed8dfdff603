import type { Requests } from './collect/requestCollector';
import type { Documents } from './documents';
import { columnsOver, type Column } from './frames/frame';
import { tableOf } from './frames/table';
import { emptyListText, fetchedOptions } from './optionList';
import type { Context, QueryResult } from './protocol';
import type { ListQuery } from './query/types/list';
import type { Option } from './collect/option';
import type { ServiceModule } from './serviceModule';

/** Returns the options of a list as a table. It fails if no part of the list could be read. */
export function collectOptions(
  service: ServiceModule,
  query: ListQuery,
  context: Context,
  requests: Requests<Documents>
): () => QueryResult {
  const { options, ...parts } = fetchedOptions(service, query, context, requests);
  return () => tableOf(query.refId, parts, options, columnsOf, emptyListText(query));
}

/** Queries take `value`; everything else helps the person who chooses. */
function columnsOf(entries: readonly Option[]): readonly Column[] {
  const columnOf = columnsOver(entries);
  return [
    columnOf('value', 'text', ({ value }) => value),
    columnOf('text', 'text', ({ text }) => text),
    columnOf('detail', 'text', ({ detail }) => detail),
    columnOf('start', 'nullableTime', ({ start }) => start ?? null),
    columnOf('end', 'nullableTime', ({ end }) => end ?? null),
    columnOf('group', 'text', ({ group }) => group ?? null),
    columnOf('name', 'text', ({ name }) => name ?? null),
  ];
}
