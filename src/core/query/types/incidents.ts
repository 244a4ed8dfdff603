import { METRIC_NAMES } from '../../measurements/trackMetrics';
import { enumListField } from '../field';
import { defineQueryType, type QueryOf } from '../queryType';
import { TRACKS } from './tracks';

const { sessionId, peerIds, senders } = TRACKS.fields;

/** The times at which a metric was bad, as annotations or as a table. */
export const INCIDENTS = defineQueryType({
  name: 'incidents',
  service: '100ms',
  label: 'Incidents',
  labels: TRACKS.labels,
  fields: {
    sessionId,
    peerIds,
    senders,
    metrics: enumListField('Metrics', 'Metrics to check; empty means all.', METRIC_NAMES),
  },
});

export type IncidentsQuery = QueryOf<typeof INCIDENTS>;
