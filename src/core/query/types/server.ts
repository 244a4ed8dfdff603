import { SERVER_METRICS } from '../../measurements/stormColumns';
import { enumField } from '../field';
import { defineQueryType, type QueryOf } from '../queryType';
import { SUBSTREAM } from './substream';

/** The server as it is now, what it recorded of its past, and its restarts. */
export const SERVER = defineQueryType({
  name: 'server',
  service: 'storm',
  label: 'Server',
  labels: ['server'],
  ignoresOtherFilters: true,
  fields: {
    format: enumField(
      'Format',
      'Table: one row with every field. Time series: what the server recorded of bandwidth, viewers and streams. Numeric: one number, for alert rules. Live: a continuously updating graph; the backend polls while the panel is open. Restarts: when the server was started, for annotations.',
      ['table', 'timeseries', 'numeric', 'live', 'restarts'],
      'table'
    ),
    metric: { ...SUBSTREAM.fields.metric, choices: SERVER_METRICS, default: 'cpuUsagePercent' },
    metrics: { ...SUBSTREAM.fields.metrics, choices: SERVER_METRICS },
    intervalMs: SUBSTREAM.fields.intervalMs,
  },
});

export type ServerQuery = QueryOf<typeof SERVER>;
