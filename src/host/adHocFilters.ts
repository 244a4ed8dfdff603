import {
  getDefaultTimeRange,
  type AdHocVariableFilter,
  type DataSourceGetTagValuesOptions,
  type GetTagResponse,
  type MetricFindValue,
} from '@grafana/data';
import { firstValueFrom, forkJoin, map, of } from 'rxjs';
import { bounded, KINDS, SIDES, type Option, type Service } from '../core';
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

type Path = 'sessionId' | 'peerIds' | 'trackIds' | 'app' | 'streamKeys' | 'streamKey' | 'substreams' | 'substream';

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

/** The labels that ad-hoc filters can use. */
export function tagKeys(service: Service): MetricFindValue[] {
  return Object.keys(sourcesOf(service)).map((key) => ({ text: key, value: key }));
}

/** The most characters of the messages of lists that failed. */
const MAX_MESSAGE = 900;

/**
 * The values of a label in the calls and streams that the dashboard's queries name. The queries' variables are resolved. If a list fails, the
 * values of the others are offered with its message.
 */
export function tagValues(
  { key, queries = [], timeRange = getDefaultTimeRange() }: DataSourceGetTagValuesOptions<PeerlensQuery>,
  optionSource: OptionSource
): Promise<GetTagResponse> {
  const sources = sourcesOf(optionSource.service);
  const source = Object.hasOwn(sources, key) ? sources[key] : undefined;
  if (source === undefined || 'values' in source) {
    return Promise.resolve({ data: (source?.values ?? []).map((value) => ({ text: value, value })) });
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
    outcomes.pipe(
      map((all) => {
        const texts = new Map(
          queries.flatMap((query) => named.flatMap((path) => savedTexts(query[path]))).map((text) => [text, text])
        );
        for (const option of all.flatMap((outcome) => (outcome.ok ? outcome.value.options : []))) {
          const value = labelValue(option);
          if (typeof value === 'string') {
            texts.set(value, option.text);
          }
        }
        const data = withDistinctTexts([...texts].map(([value, text]) => ({ text, value })));
        const failures = all.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure.message]));
        return failures.length === 0
          ? { data }
          : { data, error: { message: bounded(failures.join(' '), MAX_MESSAGE) } };
      })
    )
  );
}
