import { METRIC_NAMES, type MetricName } from '../../measurements/trackMetrics';
import { defineQueryType, type QueryOf } from '../queryType';
import { checkOneMetric, PEER_STATS, TRACK_LABELS } from './peerStats';

/** What a numeric query can return of a track: its score or a metric. */
export const VALUES = ['score', ...METRIC_NAMES] as const;
export type ValueName = (typeof VALUES)[number];

const { sessionId, peerIds, reduce } = PEER_STATS.fields;

/** The score of each track and layer of a session. */
export const TRACKS = defineQueryType({
  name: 'tracks',
  service: '100ms',
  label: 'Scores',
  labels: TRACK_LABELS,
  fields: {
    sessionId,
    peerIds,
    metrics: {
      shape: 'enumList',
      choices: VALUES,
      label: 'Metrics',
      about: 'Metrics to show beside the score; empty means all. Numeric takes exactly one metric, or the score.',
    },
    reduce: {
      ...reduce,
      about: 'How a metric becomes one number. Nulls are skipped. The score has its own rule.',
    },
    format: {
      shape: 'enum',
      choices: ['table', 'numeric'],
      default: 'table',
      label: 'Format',
      about: 'Table: one row per track with its score and the reasons. Numeric: one number per track, for alert rules.',
    },
  },
  check: ({ format, metrics }, reader) => checkOneMetric(format, metrics, reader),
});

export type TracksQuery = QueryOf<typeof TRACKS>;

/** The metrics among the values; all where none is named. */
export function metricsAmong(values: readonly ValueName[]): readonly MetricName[] {
  return METRIC_NAMES.filter((name) => values.length === 0 || values.includes(name));
}
