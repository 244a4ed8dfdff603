import { METRIC_NAMES, type MetricName } from '../../measurements/trackMetrics';
import { enumField, enumListField } from '../field';
import { defineQueryType, type QueryOf } from '../queryType';
import { checkOneMetric, PEER_STATS, TRACK_LABELS } from './peerStats';

/** What a numeric query can return of a track: its score or a metric. */
export const VALUES = ['score', ...METRIC_NAMES] as const;
type ValueName = (typeof VALUES)[number];

/** What can be filtered only after tracks were scored. */
export const SCORE_LABELS = ['from', 'score', 'cause'] as const;

const { sessionId, peerIds, senders, reduce } = PEER_STATS.fields;

/** The score of each track and layer of a session. */
export const TRACKS = defineQueryType({
  name: 'tracks',
  service: '100ms',
  label: 'Scores',
  labels: [...TRACK_LABELS, ...SCORE_LABELS],
  fields: {
    sessionId,
    peerIds,
    senders: {
      ...senders,
      about:
        'Also reads the stats of the other peers of the session, which tell who sent what these peers received, and whose fault it was. One request each. A filter on from or cause does the same.',
      onlyFor: ['table'],
    },
    metrics: enumListField(
      'Metrics',
      'Metrics to show beside the score; empty means all. Numeric takes exactly one metric, or the score. Time series shows only scores.',
      VALUES,
      { onlyFor: ['table', 'numeric'] }
    ),
    reduce: {
      ...reduce,
      about: 'How a metric becomes one number. Nulls are skipped. The score has its own rule.',
      onlyFor: ['table', 'numeric'],
    },
    format: enumField(
      'Format',
      'Table: one row per track with its score and the reasons. Time series: what each peer sent and received, scored in each half minute. Numeric: one number per track, for alert rules.',
      ['table', 'timeseries', 'numeric'],
      'table'
    ),
  },
  check: checkOneMetric,
});

export type TracksQuery = QueryOf<typeof TRACKS>;

/** The metrics among the values; all where none is named. */
export function metricsAmong(values: readonly ValueName[]): readonly MetricName[] {
  return METRIC_NAMES.filter((name) => values.length === 0 || values.includes(name));
}
