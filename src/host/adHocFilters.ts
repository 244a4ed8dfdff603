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
  truncate,
  isNumberLabel,
  KINDS,
  QUERY_TYPES,
  queryTypeOf,
  queryTypesOf,
  SIDES,
  type QueryType,
  type Service,
} from '../core';
import { ID_FIELDS, PARENT_FIELDS, type List } from '../idFields';
import { withDistinctTexts, type OptionSource } from '../optionSource';
import { savedTexts, withLiterals } from '../savedValues';
import type { PeerlensQuery } from '../types';

/** Operators that take several values. A filter with any other operator may still have `values` of an earlier one. */
const MULTI_VALUE_OPERATORS: readonly string[] = ['=|', '!=|'];

/**
 * Adds the dashboard's ad-hoc filters to those that the query was saved with. They are part of the query, so they apply
 * wherever it runs.
 */
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

/** Where the values of a label come from: a fixed set, or a list of what the dashboard's queries name. */
type ValueSource =
  | { readonly values: readonly string[] }
  | {
      readonly list: List;
      /** Whether the label has the names of the options, and not their IDs. */
      readonly isName?: true;
    };

/** The labels of each service. The SDKs write `rid`, 100ms documents `type`. */
const SOURCES: Readonly<Record<'100ms' | 'storm', Readonly<Record<string, ValueSource>>>> = {
  '100ms': {
    side: { values: SIDES },
    kind: { values: KINDS },
    type: { values: ['regular', 'screen', 'playlist'] },
    rid: { values: ['h', 'm', 'l', 'f', 'q'] },
    status: { values: QUERY_TYPES.recordings.fields.statuses.choices },
    session_id: { list: 'sessions' },
    room_id: { list: 'rooms' },
    peer_id: { list: 'peers' },
    track_id: { list: 'tracks' },
    peer: { list: 'peers', isName: true },
  },
  storm: {
    app: { list: 'applications' },
    stream: { list: 'streams' },
    substream: { list: 'substreams' },
  },
};

function sourcesOf(service: Service): Readonly<Record<string, ValueSource>> {
  return service === 'demo' ? { ...SOURCES['100ms'], ...SOURCES.storm } : SOURCES[service];
}

/** The labels of a query, those first that a person knows, and IDs last. */
const KEYS = 'peer room role cause score sent_score received_score side kind type rid app stream substream'.split(' ');

/** The labels that ad-hoc filters can use: those of the dashboard's queries, or of all query types without queries. */
export function tagKeys(service: Service, queries: readonly PeerlensQuery[] = []): MetricFindValue[] {
  const types = queries.length === 0 ? queryTypesOf(service) : queries.map((query) => queryTypeOf(query, service));
  const labels = new Set(types.flatMap((type): readonly string[] => (type === null ? [] : QUERY_TYPES[type].labels)));
  const known = KEYS.filter((key) => labels.has(key));
  return [...new Set([...known, ...labels])].map((key) => ({ text: key, value: key }));
}

/** Which labels a query type's table is read for: all, or only those without a list. */
const TABLES: Partial<Record<QueryType, 'all' | 'unlisted'>> = {
  calls: 'all',
  sessions: 'all',
  recordings: 'all',
  events: 'all',
  tracks: 'unlisted',
  incidents: 'unlisted',
  server: 'all',
  viewers: 'unlisted',
};

/** Whether the table of a query type gives the values of a label. A score is typed, not picked. */
function isInTable(key: string, type: QueryType, source: ValueSource | undefined): boolean {
  const labels: readonly string[] = QUERY_TYPES[type].labels;
  const isFixed = isNumberLabel(key) || (source !== undefined && 'values' in source);
  return labels.includes(key) && !isFixed && (TABLES[type] === 'all' || (TABLES[type] === 'unlisted' && !source));
}

/** Returns the dashboard's queries whose tables have the values of a label, without filters, each once. */
function tablesWith(
  key: string,
  queries: readonly PeerlensQuery[],
  service: Service,
  source: ValueSource | undefined
): readonly PeerlensQuery[] {
  const tables = queries.flatMap((query): readonly PeerlensQuery[] => {
    const type = queryTypeOf(query, service);
    const table = { ...query, queryType: type ?? undefined, format: 'table', filters: [], hide: false };
    if (type === null || !isInTable(key, type, source)) {
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
 * The values of a label in the calls and streams that the dashboard's queries name. The queries' variables are
 * resolved. If a list fails, the values of the others are offered with its message.
 */
export function tagValues(
  { key, queries = [], timeRange = getDefaultTimeRange() }: DataSourceGetTagValuesOptions<PeerlensQuery>,
  optionSource: OptionSource,
  readTables: (queries: readonly PeerlensQuery[], range: TimeRange) => Observable<readonly DataFrame[]>
): Promise<GetTagResponse> {
  const sources = sourcesOf(optionSource.service);
  const source = Object.hasOwn(sources, key) ? sources[key] : undefined;
  const tables = tablesWith(key, queries, optionSource.service, source);
  const inTables =
    tables.length === 0 ? of([]) : readTables(tables, timeRange).pipe(map((frames) => textsOf(key, frames)));
  if (source === undefined || 'values' in source) {
    const fixed = source?.values ?? [];
    return firstValueFrom(
      inTables.pipe(map((texts) => ({ data: [...fixed, ...texts].map((value) => ({ text: value, value })) })))
    );
  }
  const { list, isName = false } = source;
  const parents = list === 'sessions' ? [] : PARENT_FIELDS[list];
  const lists = new Map<string, PeerlensQuery>();
  for (const query of queries) {
    const fields = parents.map((path) => [path, savedTexts(query[path])] as const);
    if (fields[0]?.[1].length !== 0) {
      const named = Object.fromEntries(fields);
      lists.set(JSON.stringify(named), { refId: 'tags', queryType: 'list', list, ...named, literals: query.literals });
    }
  }
  const runs = [...lists.values()].map((each) => optionSource.options(each, timeRange));
  const outcomes = runs.length === 0 ? of([]) : forkJoin(runs);
  return firstValueFrom(
    forkJoin([outcomes, inTables]).pipe(
      map(([all, found]) => {
        const named = isName
          ? []
          : queries.flatMap((query) => ID_FIELDS[list].flatMap((path) => savedTexts(query[path])));
        const texts = new Map(named.map((text) => [text, text]));
        for (const { value, text, name } of all.flatMap((outcome) => (outcome.ok ? outcome.value.options : []))) {
          const label = isName ? name : value;
          if (typeof label === 'string') {
            texts.set(label, text);
          }
        }
        found.filter((text) => !texts.has(text)).forEach((text) => texts.set(text, text));
        const data = withDistinctTexts([...texts].map(([value, text]) => ({ text, value })));
        const failures = all.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure.message]));
        return failures.length === 0
          ? { data }
          : { data, error: { message: truncate(failures.join(' '), MAX_MESSAGE) } };
      })
    )
  );
}
