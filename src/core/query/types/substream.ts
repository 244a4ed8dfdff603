import { SUBSTREAM_METRICS } from '../../measurements/substreamColumns';
import { defineQueryType, type QueryOf } from '../queryType';

/** Substreams as they are now. */
export const SUBSTREAM = defineQueryType({
  name: 'substream',
  service: 'storm',
  label: 'Substreams',
  labels: ['app', 'stream', 'substream'],
  fields: {
    app: {
      shape: 'id',
      isFreeName: true,
      required: true,
      label: 'Application',
      about: 'The name of the Storm application.',
    },
    streamKeys: {
      shape: 'idList',
      isFreeName: true,
      label: 'Streams',
      about:
        'Stream keys. With several substreams, every combination is requested. Empty: all streams that the server lists for the application.',
    },
    substreams: {
      shape: 'idList',
      isFreeName: true,
      label: 'Substreams',
      about: 'Quality variants of the streams, such as native or 720p. Empty: all substreams of each stream.',
    },
    format: {
      shape: 'enum',
      choices: ['table', 'numeric', 'live'],
      default: 'table',
      label: 'Format',
      about:
        'Table: one row per substream with every field. Numeric: one number per substream, for alert rules. Live: a continuously updating graph; the backend polls while the panel is open.',
    },
    metadata: {
      shape: 'boolean',
      onlyFor: 'table',
      label: 'Codec and resolution',
      about:
        'Adds encoder, codecs, resolution, frame rate and bitrates to the table, for one more request per substream. They stay empty if the user or key may not read them.',
    },
    verdict: {
      shape: 'boolean',
      onlyFor: 'table',
      label: 'Verdict',
      about:
        "Adds a sentence to each row of the table: how the substream is by Storm's own grades, and why. The least healthy come first. What Storm did not judge is empty.",
    },
    metric: {
      shape: 'enum',
      choices: SUBSTREAM_METRICS,
      default: 'healthScore',
      label: 'Metric',
      about: 'The number that numeric returns.',
    },
    metrics: {
      shape: 'enumList',
      choices: SUBSTREAM_METRICS,
      onlyFor: 'live',
      whenEmpty: 'the metric above',
      label: 'Live metrics',
      about:
        'The series that live draws. Totals and packet counts become rates per second. Empty: the one metric above.',
    },
    intervalMs: {
      shape: 'integer',
      default: 2_000,
      unit: 'ms',
      min: 1_000,
      max: 60_000,
      // Grafana's backend puts its own `intervalMs` into every query.
      isClamped: true,
      label: 'Live interval',
      about:
        'Polling interval in milliseconds, clamped to 1,000-60,000. All viewers of a substream share the shortest interval.',
    },
  },
});

export type SubstreamQuery = QueryOf<typeof SUBSTREAM>;
