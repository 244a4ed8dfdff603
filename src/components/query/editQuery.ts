import { QUERY_TYPES, QUERY_VERSION, queryTypeOf, type QueryType, type Service } from '../../core';
import { savedTexts } from '../../savedValues';
import type { PeerlensQuery } from '../../types';
import { LAYOUTS, visibleRows } from './layout';

/** The fields that an edit sets, by path. A cleared field is undefined. */
export type Edit = Readonly<Record<string, unknown>>;

/** A query after an edit. The first edit writes the type and version, which a new query leaves open. */
export function editQuery(query: PeerlensQuery, edit: Edit, service: Service): PeerlensQuery {
  return { ...withType(query, queryTypeOf(query, service) ?? query.queryType), ...edit };
}

/**
 * Adds to the edit that gives a new query its ID: one metric of peers, and in a panel of time series scores over time
 * or the live health of substreams. It changes nothing that is saved.
 */
export function withFirstChoices(query: PeerlensQuery, edit: Edit, service: Service, isTimeSeries: boolean): Edit {
  const queryType = queryTypeOf(query, service);
  const isNew = (path: 'sessionId' | 'app') => edit[path] !== undefined && (query[path] ?? '') === '';
  if (queryType === 'peerStats' && isNew('sessionId') && query.metrics === undefined) {
    return { metrics: FIRST_METRICS, ...edit };
  }
  if (edit.format === 'numeric' && hasNoMetric(query)) {
    return { ...firstMetric(queryType), ...edit };
  }
  const isFirst = isNew(queryType === 'substream' ? 'app' : 'sessionId');
  return isFirst ? { ...graphFormat(query, queryType, isTimeSeries), ...edit } : edit;
}

/** The format that a panel of time series can draw, of a query whose type has another by default and that names none. */
export function graphFormat({ format }: PeerlensQuery, queryType: QueryType | null, isTimeSeries: boolean): Edit {
  const graph = queryType === 'substream' ? 'live' : queryType === 'tracks' ? 'timeseries' : undefined;
  return isTimeSeries && format === undefined && graph !== undefined ? { format: graph } : {};
}

/** The metrics of a new query of peer stats. */
const FIRST_METRICS = ['packet_loss_percent'];

const hasNoMetric = ({ metrics = [] }: PeerlensQuery) => metrics.length === 0;

/** The metric of a numeric query that names none; nothing if the type needs none. */
function firstMetric(queryType: QueryType | null): Edit {
  return queryType === 'peerStats' ? { metrics: FIRST_METRICS } : queryType === 'tracks' ? { metrics: ['score'] } : {};
}

/**
 * A query with another type. It keeps all fields, for the way back, except choices that the new type does not have, and
 * the metric that a new query of peer stats has. The call that a query of calls names becomes the session of the new
 * type. `choices` are fields that must have a value.
 */
export function changeQueryType(query: PeerlensQuery, queryType: QueryType, choices: Edit = {}): PeerlensQuery {
  const fields: Readonly<Record<string, { shape: string; choices?: readonly string[] }>> =
    QUERY_TYPES[queryType].fields;
  const kept = Object.entries<unknown>({ ...query }).map(([path, value]): [string, unknown] => {
    const { shape, choices = [] } = (Object.hasOwn(fields, path) ? fields[path] : undefined) ?? { shape: '' };
    const isChoice = (choice: unknown) => choices.some((known) => known === choice);
    if (shape === 'enumList' && Array.isArray(value)) {
      const known = value.filter(isChoice);
      return [path, known.length === 0 ? undefined : known];
    }
    return [path, shape === 'enum' && !isChoice(value) ? undefined : value];
  });
  const [sessionId] = query.queryType === 'calls' && 'sessionId' in fields ? savedTexts(query.sessionIds) : [];
  const session = sessionId === undefined ? {} : { sessionId };
  const hasFirstMetrics = query.queryType === 'peerStats' && savedTexts(query.metrics).join() === FIRST_METRICS.join();
  const metrics = hasFirstMetrics ? { metrics: undefined } : {};
  const changed: PeerlensQuery = { ...query, ...Object.fromEntries(kept), ...session, ...metrics, ...choices };
  const needsMetric = queryType === 'peerStats' || changed.format === 'numeric';
  const metric = needsMetric && hasNoMetric(changed) ? firstMetric(queryType) : {};
  return withType({ ...changed, ...metric }, queryType);
}

/** A variable's query with only the fields that its list takes: a field that is not shown must not narrow the list. */
export function trimListQuery(query: PeerlensQuery): PeerlensQuery {
  const paths = visibleRows(LAYOUTS.list.rows, query, 'list').flatMap((row) => row.map(({ path }) => path));
  const kept = Object.entries<unknown>({ ...query }).filter(([path]) => paths.includes(path) || path === 'literals');
  return withType({ refId: query.refId, version: query.version, ...Object.fromEntries(kept) }, 'list');
}

function withType(query: PeerlensQuery, queryType: string | undefined): PeerlensQuery {
  return { ...query, version: query.version ?? QUERY_VERSION, queryType };
}
