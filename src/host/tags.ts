import {
  getDefaultTimeRange,
  type DataSourceGetTagValuesOptions,
  type GetTagResponse,
  type MetricFindValue,
} from '@grafana/data';
import { firstValueFrom, forkJoin, map, of, type Observable } from 'rxjs';
import { KINDS, SIDES, type Outcome, type Service } from '../core';
import { bounded } from '../core/failure/text';
import { textsOf } from '../editors/query/saved';
import { distinct, type Choices, type Listed } from './lists';
import type { AskedRange, PeerlensQuery } from './types';

/** Where the values of a label come from: a closed set, or the lists of what the dashboard's queries ask for. */
type Source =
  | { readonly values: readonly string[] }
  | {
      /** The lists to look into for one query; none where it says too little. */
      readonly lists: (query: PeerlensQuery) => readonly PeerlensQuery[];
      /** What a filter on the label takes of an entry; null where no label has anything of it. */
      readonly valueOf: (entry: Listed) => string | null;
      /** What the query names by itself, which a service that lists nothing can offer too. */
      readonly named: (query: PeerlensQuery) => readonly string[];
    };

/** A list of what other fields of a query name. What a hand-written query holds there beside texts names nothing. */
function listOf(list: string, fields: Readonly<Record<string, unknown>>): PeerlensQuery {
  const named = Object.entries(fields).map(([path, saved]) => [path, textsOf(saved)] as const);
  return { refId: 'tags', queryType: 'list', list, ...Object.fromEntries(named) };
}

const hasTexts = (saved: unknown): boolean => textsOf(saved).length > 0;
const idOf = ({ value }: Listed): string => value;

/** What of a query's frames can be filtered on, by service. `rid` as the SDKs write it, `type` as 100ms documents it. */
const SOURCES: Readonly<Record<'100ms' | 'storm', Readonly<Record<string, Source>>>> = {
  '100ms': {
    side: { values: SIDES },
    kind: { values: KINDS },
    type: { values: ['regular', 'screen', 'playlist'] },
    rid: { values: ['h', 'm', 'l', 'f', 'q'] },
    track_id: {
      lists: ({ sessionId, peerIds }) => (hasTexts(sessionId) ? [listOf('tracks', { sessionId, peerIds })] : []),
      valueOf: idOf,
      named: ({ trackIds }) => textsOf(trackIds),
    },
    peer: {
      lists: ({ sessionId }) => (hasTexts(sessionId) ? [listOf('peers', { sessionId })] : []),
      valueOf: ({ name }) => name,
      named: () => [],
    },
  },
  storm: {
    app: { lists: () => [listOf('applications', {})], valueOf: idOf, named: ({ app }) => textsOf(app) },
    stream: {
      lists: ({ app }) => (hasTexts(app) ? [listOf('streams', { app })] : []),
      valueOf: idOf,
      named: ({ streamKeys, streamKey }) => [...textsOf(streamKeys), ...textsOf(streamKey)],
    },
    substream: {
      lists: ({ app, streamKeys }) => (hasTexts(app) ? [listOf('substreams', { app, streamKeys })] : []),
      valueOf: idOf,
      named: ({ substreams, substream }) => [...textsOf(substreams), ...textsOf(substream)],
    },
  },
};

function sourcesOf(service: Service): Readonly<Record<string, Source>> {
  return service === 'demo' ? { ...SOURCES['100ms'], ...SOURCES.storm } : SOURCES[service];
}

/** The labels that an ad-hoc filter can be on. */
export function tagKeys(service: Service): MetricFindValue[] {
  return Object.keys(sourcesOf(service)).map((key) => ({ text: key, value: key }));
}

/** The most characters of what is said of lists that failed. */
const LONGEST_MESSAGE = 900;

/** Runs a list; a failure is a value. */
type RunList = (list: PeerlensQuery, range: AskedRange) => Observable<Outcome<Choices>>;

/**
 * What an ad-hoc filter on a label can be: of the calls and streams that the dashboard's queries ask for, whose variables are replaced.
 * A list that fails takes nothing from the others; its words come with them.
 */
export function tagValues(
  { key, queries = [], timeRange = getDefaultTimeRange() }: DataSourceGetTagValuesOptions<PeerlensQuery>,
  service: Service,
  runList: RunList
): Promise<GetTagResponse> {
  const sources = sourcesOf(service);
  const source = Object.hasOwn(sources, key) ? sources[key] : undefined;
  if (source === undefined || 'values' in source) {
    return Promise.resolve({ data: (source?.values ?? []).map((value) => ({ text: value, value })) });
  }
  const lists = new Map(queries.flatMap(source.lists).map((list) => [JSON.stringify(list), list]));
  const named = queries.flatMap(source.named);
  const outcomes = lists.size === 0 ? of([]) : forkJoin([...lists.values()].map((list) => runList(list, timeRange)));
  return firstValueFrom(
    outcomes.pipe(
      map((all) => {
        const entries = all.flatMap((outcome) => (outcome.ok ? outcome.value.entries : []));
        const failed = all.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure.message]));
        const texts = new Map([
          ...named.map((name) => [name, name] as const),
          ...entries.flatMap((entry): ReadonlyArray<readonly [string, string]> => {
            const value = source.valueOf(entry);
            return value === null ? [] : [[value, entry.text]];
          }),
        ]);
        const data = distinct([...texts].map(([value, text]) => ({ text, value })));
        return failed.length === 0
          ? { data }
          : { data, error: { message: bounded(failed.join(' '), LONGEST_MESSAGE) } };
      })
    )
  );
}
