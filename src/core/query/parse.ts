import type { Failure } from '../failure/failure';
import { joinWithin, quote } from '../failure/text';
import { asArray, asNumber, asObject, type JsonObject } from '../json';
import type { Outcome, Service } from '../protocol';
import { QUERY_TYPES, QUERY_TYPE_NAMES, type QueryType, type Query } from './queryTypes';
import { QueryReader, type Problem } from './reader';

/** The version of the queries that editors save and the parser reads. */
export const QUERY_VERSION = 1;

/**
 * Parses a saved query, which may be anything. Fails with `user` and every problem in one message: wrong values,
 * missing values, variables without a value.
 */
export function parseQuery(saved: unknown, service: Service): Outcome<Query> {
  const { query, problems } = read(saved, service);
  return problems.length === 0 ? { ok: true, value: query } : { ok: false, failure: failureOf(problems) };
}

/** Returns what a query still lacks before it can run, in the words of the editor; empty if nothing. */
export function missingFrom(saved: unknown, service: Service): readonly string[] {
  return unfinishedIn(saved, service).map(({ text }) => text);
}

/** Returns the paths of the fields that a query still lacks, in the order of the editor. */
export function missingPaths(saved: unknown, service: Service): readonly string[] {
  return unfinishedIn(saved, service).map(({ path }) => path);
}

function unfinishedIn(saved: unknown, service: Service): readonly Problem[] {
  return read(saved, service).problems.filter(({ unfinished }) => unfinished);
}

/** Returns the query types of a service, the default first. */
export function queryTypesOf(service: Service): readonly QueryType[] {
  return QUERY_TYPE_NAMES.filter((name) => QUERY_TYPES[name].service !== null && isTypeOf(service, name));
}

/** Whether a service has a query type. Each has those without a service. */
function isTypeOf(service: Service, name: QueryType): boolean {
  const owner = QUERY_TYPES[name].service;
  return owner === null || owner === service || service === 'demo';
}

/** Returns the type of a saved query; the service's default if none is saved, null if it is unknown. */
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
  COMBINATIONS.forEach(({ fields: paths, max }) => {
    const parts = combinationsOf(asObject(query), paths);
    if (parts > max) {
      const text = `its IDs make ${parts} combinations, and a query takes ${max} at most`;
      reader.problems.push({ path: '', text, unfinished: false });
    }
  });
  const queryProblem = problemWithQuery(fields, queryType, service);
  return { query, problems: queryProblem === null ? reader.problems : [queryProblem] };
}

/**
 * Fields whose combinations of IDs each become a part of the query, and the most combinations allowed. A session is
 * requested only for peers that it may have.
 */
const COMBINATIONS = [
  { fields: ['app', 'streamKeys', 'streamKey', 'substreams', 'substream'], max: 10_000 },
  { fields: ['sessionId', 'peerIds'], max: 1_000_000 },
  { fields: ['roomId', 'roomIds', 'sessionId'], max: 10_000 },
];

function combinationsOf(query: JsonObject, paths: readonly string[]): number {
  return paths.reduce((product, path) => product * Math.max(1, asArray(query[path]).length), 1);
}

/** Returns why the query as a whole does not fit this data source or version, before any field is read. */
function problemWithQuery(fields: JsonObject, queryType: QueryType | null, service: Service): Problem | null {
  const version = asNumber(fields.version ?? QUERY_VERSION);
  if (version !== QUERY_VERSION) {
    const advice = version !== null && version > QUERY_VERSION ? 'update the plugin' : 'there is no such version';
    const text = `it was saved as version ${quote(fields.version)} and this Peerlens reads version ${QUERY_VERSION}: ${advice}`;
    return { path: 'version', text, unfinished: false };
  }
  if (queryType === null || !isTypeOf(service, queryType)) {
    const saved = quote(fields.queryType);
    const text = `this ${service} data source has no query type ${saved}; it has ${queryTypesOf(service).join(', ')}`;
    return { path: 'queryType', text, unfinished: false };
  }
  return null;
}

/** The most problems reported: a list may have thousands of entries, and all may be wrong. */
const MAX_PROBLEMS = 10;

function failureOf(problems: readonly Problem[]): Failure {
  const unfinished = problems.every((problem) => problem.unfinished);
  const opening = unfinished ? 'This query is not finished' : 'This query cannot be run';
  const texts = problems.map((problem) => problem.text);
  const message = `${opening}: ${joinWithin(texts, '; ', (left) => `${left} more`, MAX_PROBLEMS)}.`;
  return { source: 'user', status: 400, message };
}
