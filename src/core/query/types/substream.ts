import { SUBSTREAM_METRICS } from '../../measurements/stormColumns';
import { booleanField, enumField, enumListField, idField, idListField, integerField } from '../field';
import { defineQueryType, type QueryOf } from '../queryType';

/** Substreams as they are now. */
export const SUBSTREAM = defineQueryType({
  name: 'substream',
  service: 'storm',
  label: 'Substreams',
  labels: ['app', 'stream', 'substream'],
  fields: {
    app: idField('Application', 'The name of the Storm application.', { isFreeName: true, required: true }),
    streamKeys: idListField(
      'Streams',
      'Stream keys. With several substreams, every combination is requested. Empty: all streams that the server lists for the application.',
      { isFreeName: true }
    ),
    substreams: idListField(
      'Substreams',
      'Quality variants of the streams, such as native or 720p. Empty: all substreams of each stream.',
      { isFreeName: true }
    ),
    format: enumField(
      'Format',
      'Table: one row per substream with every field. Numeric: one number per substream, for alert rules. Live: a continuously updating graph; the backend polls while the panel is open.',
      ['table', 'numeric', 'live'],
      'table'
    ),
    metadata: booleanField(
      'Codec and resolution',
      'Adds encoder, codecs, resolution, frame rate and bitrates to the table, for one more request per substream. They stay empty if the user or key may not read them.',
      { onlyFor: ['table'] }
    ),
    verdict: booleanField(
      'Verdict',
      "Adds a sentence to each row of the table: how the substream is by Storm's own grades, and why. The least healthy come first. What Storm did not judge is empty.",
      { onlyFor: ['table'] }
    ),
    metric: enumField('Metric', 'The number that numeric returns.', SUBSTREAM_METRICS, 'healthScore', {
      onlyFor: ['numeric', 'live'],
    }),
    metrics: enumListField(
      'Live metrics',
      'The series that live draws. Totals and packet counts become rates per second. Empty: the one metric above.',
      SUBSTREAM_METRICS,
      { onlyFor: ['live'], whenEmpty: 'the metric above' }
    ),
    intervalMs: integerField(
      'Live interval',
      'Polling interval in milliseconds, clamped to 1,000-60,000. All viewers share the shortest interval.',
      // Grafana's backend puts its own `intervalMs` into every query.
      { default: 2_000, unit: 'ms', min: 1_000, max: 60_000, isClamped: true, onlyFor: ['live'] }
    ),
  },
});

export type SubstreamQuery = QueryOf<typeof SUBSTREAM>;
