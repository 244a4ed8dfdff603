import { METRIC_NAMES } from '../../measurements/trackMetrics';
import { defineQueryType, type QueryOf } from '../queryType';
import { PEER_STATS, TRACK_LABELS } from './peerStats';

const { sessionId, peerIds } = PEER_STATS.fields;

/** The times at which a metric was bad, as annotations or as a table. */
export const INCIDENTS = defineQueryType({
  name: 'incidents',
  service: '100ms',
  label: 'Incidents',
  labels: TRACK_LABELS,
  fields: {
    sessionId,
    peerIds,
    metrics: {
      shape: 'enumList',
      choices: METRIC_NAMES,
      label: 'Metrics',
      about: 'Metrics to check; empty means all.',
    },
  },
});

export type IncidentsQuery = QueryOf<typeof INCIDENTS>;
