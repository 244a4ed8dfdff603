import type { Reducer } from '../../measurements/reduce';
import { METRIC_NAMES, type MetricName } from '../../measurements/trackMetrics';
import type { EnumField, EnumListField, IdListField, IdField } from '../field';
import type { Common, QueryReader } from '../reader';
import { PEER_STATS_FIELDS } from './peerStats';

/** What a row's number can be, where it is one: a metric, or the score. */
export const VALUES = ['score', ...METRIC_NAMES] as const;
export type ValueName = (typeof VALUES)[number];

/** The fields of a `tracks` query. */
export const TRACKS_FIELDS = {
  sessionId: PEER_STATS_FIELDS.sessionId satisfies IdField,
  peerIds: PEER_STATS_FIELDS.peerIds satisfies IdListField,
  metrics: {
    shape: 'choices',
    choices: VALUES,
    label: 'Metrics',
    about:
      'Which metrics stand in the table beside the score; empty means all. Numeric takes exactly one, or the score.',
  } satisfies EnumListField<ValueName>,
  reduce: {
    ...PEER_STATS_FIELDS.reduce,
    about: 'How a metric becomes one number. Nulls take no part. The score has its own way.',
  } satisfies EnumField<Reducer>,
  format: {
    shape: 'choice',
    choices: ['table', 'numeric'],
    fallback: 'table',
    label: 'Format',
    about: 'Table for a row a track with its score and the reasons, numeric for an alert rule: one number a track.',
  } satisfies EnumField<'table' | 'numeric'>,
} as const;

/** How each track and layer of a session was. */
export interface TracksQuery extends Common {
  readonly queryType: 'tracks';
  readonly sessionId: readonly string[];
  readonly peerIds: readonly string[];
  readonly metrics: readonly ValueName[];
  readonly reduce: Reducer;
  readonly format: 'table' | 'numeric';
}

export function readTracks(reader: QueryReader): TracksQuery {
  const table = TRACKS_FIELDS;
  const query: TracksQuery = {
    queryType: 'tracks',
    ...reader.common(),
    sessionId: reader.one('sessionId', table.sessionId),
    peerIds: reader.many('peerIds', table.peerIds),
    metrics: reader.choices('metrics', table.metrics),
    reduce: reader.choice('reduce', table.reduce),
    format: reader.choice('format', table.format),
  };
  if (query.format === 'numeric' && query.metrics.length !== 1) {
    const text = `${table.metrics.label}: numeric takes exactly one, and ${query.metrics.length} are chosen`;
    reader.problems.push({ path: 'metrics', text, unfinished: query.metrics.length === 0 });
  }
  return query;
}

/** The metrics among the values; all where none is named. */
export function metricsAmong(values: readonly ValueName[]): readonly MetricName[] {
  return METRIC_NAMES.filter((name) => values.length === 0 || values.includes(name));
}
