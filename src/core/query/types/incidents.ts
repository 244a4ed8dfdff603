import { METRIC_NAMES, type MetricName } from '../../measurements/trackMetrics';
import type { EnumListField, IdListField, IdField } from '../field';
import type { Common, QueryReader } from '../reader';
import { PEER_STATS_FIELDS } from './peerStats';

/** The fields of an `incidents` query. */
export const INCIDENTS_FIELDS = {
  sessionId: PEER_STATS_FIELDS.sessionId satisfies IdField,
  peerIds: PEER_STATS_FIELDS.peerIds satisfies IdListField,
  metrics: {
    shape: 'choices',
    choices: METRIC_NAMES,
    label: 'Metrics',
    about: 'Which metrics are looked at; empty means all.',
  } satisfies EnumListField<MetricName>,
} as const;

/** The spans of a session in which a metric was bad, as annotations or as a table. */
export interface IncidentsQuery extends Common {
  readonly queryType: 'incidents';
  readonly sessionId: readonly string[];
  readonly peerIds: readonly string[];
  readonly metrics: readonly MetricName[];
}

export function readIncidents(reader: QueryReader): IncidentsQuery {
  return {
    queryType: 'incidents',
    ...reader.common(),
    sessionId: reader.one('sessionId', INCIDENTS_FIELDS.sessionId),
    peerIds: reader.many('peerIds', INCIDENTS_FIELDS.peerIds),
    metrics: reader.choices('metrics', INCIDENTS_FIELDS.metrics),
  };
}
