import type { Failure } from '../failure/failure';
import { joinWithin, quote } from '../failure/text';
import { asNumber, asObject } from '../json';
import type { Outcome, Service } from '../protocol';
import { QUERY_TYPES, QUERY_TYPE_NAMES, type QueryType, type Query } from './queryTypes';
import { QueryReader, type Problem } from './reader';

/** The version this parser writes and reads. */
const VERSION = 1;

/**
 * A saved query, which may be anything, as a query that can be run.
 * Fails with `user` and every problem in one message: of wrong values, of what is still to be filled in, of variables without a value.
 */
export function parseQuery(saved: unknown, service: Service): Outcome<Query> {
  const { query, problems } = read(saved, service);
  return problems.length === 0 ? { ok: true, value: query } : { ok: false, failure: failureOf(problems) };
}

/** What a query still lacks before it can be run, in the words of the editor; empty where nothing is. */
export function missingFrom(saved: unknown, service: Service): readonly string[] {
  return unfinishedIn(saved, service).map(({ text }) => text);
}

/** The fields that a query still lacks, in the order in which they are filled in. */
export function missingPaths(saved: unknown, service: Service): readonly string[] {
  return unfinishedIn(saved, service).map(({ path }) => path);
}

function unfinishedIn(saved: unknown, service: Service): readonly Problem[] {
  return read(saved, service).problems.filter(({ unfinished }) => unfinished);
}

/** The query types that a service answers, the default first. */
export function queryTypesOf(service: Service): readonly QueryType[] {
  return QUERY_TYPE_NAMES.filter((name) => {
    const of = QUERY_TYPES[name].service;
    return of !== null && (service === 'demo' || of === service);
  });
}

/** The type of a saved query; the service's first where none is saved, null where it is not one of ours. */
export function queryTypeOf(saved: unknown, service: Service): QueryType | null {
  const { queryType } = asObject(saved);
  if (queryType === undefined || queryType === null || queryType === '') {
    return queryTypesOf(service)[0] ?? null;
  }
  return QUERY_TYPE_NAMES.find((name) => name === queryType) ?? null;
}

function read(saved: unknown, service: Service): { query: Query; problems: readonly Problem[] } {
  const fields = asObject(saved);
  const reader = new QueryReader(fields);
  const queryType = queryTypeOf(saved, service);
  const query = QUERY_TYPES[queryType ?? 'peerStats'].read(reader);
  for (const { fields: paths, max } of COMBINATIONS) {
    const parts = combinationsOf(query, paths);
    if (parts > max) {
      const text = `its IDs make ${parts} combinations, and a query takes ${max} at most`;
      reader.problems.push({ path: '', text, unfinished: false });
    }
  }
  const unfit = problemWithQuery(fields, queryType, service);
  return { query, problems: unfit === null ? reader.problems : [unfit] };
}

/** Fields of which each combination of IDs is a part of its own, and how many there may be. A session is asked only for peers that it may have. */
const COMBINATIONS = [
  { fields: new Set(['app', 'streamKeys', 'streamKey', 'substreams', 'substream']), max: 10_000 },
  { fields: new Set(['sessionId', 'peerIds']), max: 1_000_000 },
];

function combinationsOf(query: Query, paths: ReadonlySet<string>): number {
  const counts = Object.entries(query).map(([path, value]: [string, unknown]) =>
    paths.has(path) && Array.isArray(value) ? Math.max(1, value.length) : 1
  );
  return counts.reduce((product, count) => product * count, 1);
}

/** Why the query as a whole is not for this data source or this version, before any field of it is looked at. */
function problemWithQuery(
  fields: Readonly<Record<string, unknown>>,
  queryType: QueryType | null,
  service: Service
): Problem | null {
  const version = asNumber(fields.version ?? VERSION);
  if (version !== VERSION) {
    const advice = version !== null && version > VERSION ? 'update the plugin' : 'there is no such version';
    const text = `it was saved as version ${quote(fields.version)} and this Peerlens reads version ${VERSION}: ${advice}`;
    return { path: 'version', text, unfinished: false };
  }
  const offered = queryTypesOf(service);
  if (queryType === null || (QUERY_TYPES[queryType].service !== null && !offered.includes(queryType))) {
    const asked = quote(fields.queryType);
    const text = `this ${service} data source has no query type ${asked}; it has ${offered.join(', ')}`;
    return { path: 'queryType', text, unfinished: false };
  }
  return null;
}

/** How many problems are told: a list may hold thousands of entries, and each be wrong. */
const MAX_PROBLEMS = 10;

function failureOf(problems: readonly Problem[]): Failure {
  const unfinished = problems.every((problem) => problem.unfinished);
  const opening = unfinished ? 'This query is not finished' : 'This query cannot be run';
  const texts = problems.map((problem) => problem.text);
  const message = `${opening}: ${joinWithin(texts, '; ', (left) => `${left} more`, MAX_PROBLEMS)}.`;
  return { source: 'user', status: 400, message };
}
