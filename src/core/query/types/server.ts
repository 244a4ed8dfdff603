import { SERVER_METRICS } from '../../measurements/serverColumns';
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
    format: {
      shape: 'enum',
      choices: ['table', 'timeseries', 'numeric', 'live', 'restarts'],
      default: 'table',
      label: 'Format',
      about:
        'Table: one row with every field. Time series: what the server recorded of bandwidth, viewers and streams. Numeric: one number, for alert rules. Live: a continuously updating graph; the backend polls while the panel is open. Restarts: when the server was started, for annotations.',
    },
    metric: { ...SUBSTREAM.fields.metric, choices: SERVER_METRICS, default: 'cpuUsagePercent' },
    metrics: {
      ...SUBSTREAM.fields.metrics,
      choices: SERVER_METRICS,
      about: 'The series that live draws. Totals become rates per second. Empty: the one metric above.',
    },
    intervalMs: {
      ...SUBSTREAM.fields.intervalMs,
      about: 'Polling interval in milliseconds, clamped to 1,000-60,000. All viewers share the shortest interval.',
    },
  },
});

export type ServerQuery = QueryOf<typeof SERVER>;
