import { RequestCollector, type Requests, type Results } from './requestCollector';
import { lastBy } from './collect/lastBy';
import type { Option, Options } from './collect/option';
import { truncate } from './failure/text';
import { columnsOver, type Column } from './frames/frame';
import { tableOf } from './frames/table';
import type { Context, Outcome, QueryResult, UpstreamRequest } from './protocol';
import type { ListQuery } from './query/types/list';
import type { ServiceModule } from './serviceModule';

/** The options of a list, and a text about them: there are none, or not all. Empty if there is nothing to say. */
export interface OptionList {
  readonly options: readonly Option[];
  readonly hint: string;
}

/** The most characters of a hint. */
const MAX_HINT = 900;

/** Returns the options of a list that are fetched so far. A value appears once. */
function fetchedOptions({ lists }: ServiceModule, query: ListQuery, context: Context, requests: Requests): Options {
  const collect = lists[query.list];
  if (collect === undefined) {
    throw new Error(`This host does not list ${query.list}.`);
  }
  const { options, ...parts } = collect(query, context, requests);
  return { ...parts, options: lastBy(options, ({ value }) => value) };
}

/** Returns the text for a list without options. */
function emptyListText({ list }: ListQuery): string {
  return `There are no ${list} to choose from.`;
}

/**
 * Does the same as `advance` for a host that displays options. The result fails if no part of the list could be read.
 */
export function advanceOptions(
  service: ServiceModule,
  query: ListQuery,
  context: Context,
  results: Results
): { readonly requests: readonly UpstreamRequest[] } | { readonly result: Outcome<OptionList> } {
  const requests = new RequestCollector(results);
  const { options, failures, readCount, warnings } = fetchedOptions(service, query, context, requests);
  if (requests.pending.length > 0) {
    return { requests: requests.pending };
  }
  const [failure] = failures;
  if (failure !== undefined && readCount === 0) {
    return { result: { ok: false, failure } };
  }
  const empty = options.length === 0 ? [emptyListText(query)] : [];
  const texts = new Set([...failures.map(({ message }) => message), ...warnings, ...empty]);
  return { result: { ok: true, value: { options, hint: truncate([...texts].join(' '), MAX_HINT) } } };
}

/** Returns the options of a list as a table. It fails if no part of the list could be read. */
export function collectOptions(
  service: ServiceModule,
  query: ListQuery,
  context: Context,
  requests: Requests
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
