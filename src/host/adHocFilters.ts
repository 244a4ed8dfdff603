import {
  getDefaultTimeRange,
  type AdHocVariableFilter,
  type DataFrame,
  type DataSourceGetTagValuesOptions,
  type GetTagResponse,
  type MetricFindValue,
  type TimeRange,
} from '@grafana/data';
import { firstValueFrom, forkJoin, map, of, type Observable } from 'rxjs';
import {
  bounded,
  KINDS,
  QUERY_TYPES,
  queryTypeOf,
  queryTypesOf,
  SIDES,
  type Option,
  type QueryType,
  type Service,
} from '../core';
import { withLiterals } from '../literals';
import { withDistinctTexts, type OptionSource } from '../options';
import { savedTexts } from '../savedValues';
import type { PeerlensQuery } from '../types';

/** Operators that take several values. A filter with any other operator may still have `values` of an earlier one. */
const MULTI_VALUE_OPERATORS: readonly string[] = ['=|', '!=|'];

/** Adds the dashboard's ad-hoc filters to those that the query was saved with. They are part of the query, so they apply wherever it runs. */
export function withFilters(query: PeerlensQuery, filters: readonly AdHocVariableFilter[] = []): PeerlensQuery {
  const added = filters.map(({ key, operator, value, values }) => ({
    key,
    operator,
    values: MULTI_VALUE_OPERATORS.includes(operator) ? (values ?? [value]) : [value],
  }));
  return added.length === 0
    ? query
    : withLiterals(
        { ...query, filters: [query.filters ?? [], added].flat() },
        added.flatMap(({ values }) => values)
      );
}

type Path =
  | `${'room' | 'session' | 'peer' | 'track'}Ids`
  | 'roomId'
  | 'sessionId'
  | 'app'
  | `stream${'Key' | 'Keys'}`
  | `substream${'' | 's'}`;

/** Where the values of a label come from: a fixed set, or a list of what the dashboard's queries name. */
type ValueSource =
  | { readonly values: readonly string[] }
  | {
      readonly list: string;
      /** The fields of a query that the list takes. Without the first there is no list. */
      readonly parents: readonly Path[];
      /** The fields of a query that name values themselves, so that they are offered if the list fails. */
      readonly named: readonly Path[];
      /** The value of an option; null if no label has it. */
      readonly labelValue?: (option: Option) => string | null | undefined;
    };

/** The labels of each service. The SDKs write `rid`, 100ms documents `type`. */
const SOURCES: Readonly<Record<'100ms' | 'storm', Readonly<Record<string, ValueSource>>>> = {
  '100ms': {
    side: { values: SIDES },
    kind: { values: KINDS },
    type: { values: ['regular', 'screen', 'playlist'] },
    rid: { values: ['h', 'm', 'l', 'f', 'q'] },
    status: { values: QUERY_TYPES.recordings.fields.statuses.choices },
    session_id: { list: 'sessions', parents: [], named: ['sessionId', 'sessionIds'] },
    room_id: { list: 'rooms', parents: [], named: ['roomId', 'roomIds'] },
    peer_id: { list: 'peers', parents: ['sessionId'], named: ['peerIds'] },
    track_id: { list: 'tracks', parents: ['sessionId', 'peerIds'], named: ['trackIds'] },
    peer: { list: 'peers', parents: ['sessionId'], named: [], labelValue: ({ name }) => name },
  },
  storm: {
    app: { list: 'applications', parents: [], named: ['app'] },
    stream: { list: 'streams', parents: ['app'], named: ['streamKeys', 'streamKey'] },
    substream: { list: 'substreams', parents: ['app', 'streamKeys'], named: ['substreams', 'substream'] },
  },
};

function sourcesOf(service: Service): Readonly<Record<string, ValueSource>> {
  return service === 'demo' ? { ...SOURCES['100ms'], ...SOURCES.storm } : SOURCES[service];
}

/** The labels of a query, those first that a person knows, and IDs last. */
const KEYS = ['peer', 'room', 'role', 'cause', 'score', 'side', 'kind', 'type', 'rid', 'app', 'stream', 'substream'];

/** The labels that ad-hoc filters can use: those of the dashboard's queries, or of all query types without queries. */
export function tagKeys(service: Service, queries: readonly PeerlensQuery[] = []): MetricFindValue[] {
  const types = queries.length === 0 ? queryTypesOf(service) : queries.map((query) => queryTypeOf(query, service));
  const labels = new Set(types.flatMap((type): readonly string[] => (type === null ? [] : QUERY_TYPES[type].labels)));
  const known = KEYS.filter((key) => labels.has(key));
  return [...new Set([...known, ...labels])].map((key) => ({ text: key, value: key }));
}

/** The labels whose values the tables of a query type have, because no list has them all. */
const TABLES: Partial<Record<QueryType, readonly string[]>> = {
  calls: ['peer', 'room', 'role', 'cause', 'room_id', 'session_id', 'peer_id'],
  sessions: ['room', 'room_id', 'session_id'],
  recordings: ['room', 'room_id', 'session_id'],
  events: ['peer', 'peer_id', 'session_id'],
  tracks: ['from', 'cause'],
  incidents: ['from', 'cause'],
  server: ['server'],
  viewers: ['harnessType'],
};

/** Returns the dashboard's queries whose tables have the values of a label, without filters, each once. */
function tablesWith(key: string, queries: readonly PeerlensQuery[], service: Service): readonly PeerlensQuery[] {
  const tables = queries.flatMap((query): readonly PeerlensQuery[] => {
    const type = queryTypeOf(query, service);
    const table = { ...query, queryType: type ?? undefined, format: 'table', filters: [], hide: false };
    if (type === null || TABLES[type]?.includes(key) !== true) {
      return [];
    }
    // Incidents have the labels of their tracks, whose table has them all.
    return type === 'tracks' || type === 'incidents'
      ? [{ ...table, queryType: 'tracks', metrics: [], senders: true }]
      : [table];
  });
  const unique = new Map(tables.map((query) => [JSON.stringify({ ...query, refId: '' }), query]));
  return [...unique.values()].map((query, i) => ({ ...query, refId: `tags${i}` }));
}

/** Returns the texts of a column of some frames, each once, in order. */
function textsOf(key: string, frames: readonly DataFrame[]): readonly string[] {
  const texts = new Set<string>();
  for (const field of frames.flatMap(({ fields }) => fields.filter(({ name }) => name === key))) {
    for (const value of field.values as readonly unknown[]) {
      if (typeof value === 'string' && value !== '') {
        texts.add(value);
      }
    }
  }
  return [...texts].sort();
}

/** The most characters of the messages of lists that failed. */
const MAX_MESSAGE = 900;

/**
 * The values of a label in the calls and streams that the dashboard's queries name. The queries' variables are resolved. If a list fails, the
 * values of the others are offered with its message.
 */
export function tagValues(
  { key, queries = [], timeRange = getDefaultTimeRange() }: DataSourceGetTagValuesOptions<PeerlensQuery>,
  optionSource: OptionSource,
  readTables: (queries: readonly PeerlensQuery[], range: TimeRange) => Observable<readonly DataFrame[]>
): Promise<GetTagResponse> {
  const tables = tablesWith(key, queries, optionSource.service);
  const inTables =
    tables.length === 0 ? of([]) : readTables(tables, timeRange).pipe(map((frames) => textsOf(key, frames)));
  const sources = sourcesOf(optionSource.service);
  const source = Object.hasOwn(sources, key) ? sources[key] : undefined;
  if (source === undefined || 'values' in source) {
    const fixed = source?.values ?? [];
    return firstValueFrom(
      inTables.pipe(map((texts) => ({ data: [...fixed, ...texts].map((value) => ({ text: value, value })) })))
    );
  }
  const { list, parents, named, labelValue = ({ value }: Option) => value } = source;
  const lists = new Map<string, PeerlensQuery>();
  for (const query of queries) {
    const [first, ...rest] = parents.map((path) => [path, savedTexts(query[path])] as const);
    if (first === undefined || first[1].length > 0) {
      const fields = first === undefined ? {} : Object.fromEntries([first, ...rest]);
      const { literals } = query;
      lists.set(JSON.stringify(fields), { refId: 'tags', queryType: 'list', list, ...fields, literals });
    }
  }
  const runs = [...lists.values()].map((each) => optionSource.options(each, timeRange));
  const outcomes = runs.length === 0 ? of([]) : forkJoin(runs);
  return firstValueFrom(
    forkJoin([outcomes, inTables]).pipe(
      map(([all, found]) => {
        const texts = new Map(
          queries.flatMap((query) => named.flatMap((path) => savedTexts(query[path]))).map((text) => [text, text])
        );
        for (const option of all.flatMap((outcome) => (outcome.ok ? outcome.value.options : []))) {
          const value = labelValue(option);
          if (typeof value === 'string') {
            texts.set(value, option.text);
          }
        }
        found.filter((text) => !texts.has(text)).forEach((text) => texts.set(text, text));
        const data = withDistinctTexts([...texts].map(([value, text]) => ({ text, value })));
        const failures = all.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure.message]));
        return failures.length === 0
          ? { data }
          : { data, error: { message: bounded(failures.join(' '), MAX_MESSAGE) } };
      })
    )
  );
}
