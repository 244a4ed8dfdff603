import { REDUCERS } from '../../measurements/reduce';
import { KINDS, METRIC_NAMES, SIDES } from '../../measurements/trackMetrics';
import { defineQueryType, type QueryOf } from '../queryType';
import type { QueryReader } from '../reader';

/** The labels of a track and its peer. */
export const TRACK_LABELS = ['session_id', 'peer_id', 'peer', 'side', 'kind', 'track_id', 'type', 'rid'] as const;

/** Metrics of peers' tracks and layers. */
export const PEER_STATS = defineQueryType({
  name: 'peerStats',
  service: '100ms',
  label: 'Peer stats',
  labels: TRACK_LABELS,
  fields: {
    sessionId: {
      shape: 'id',
      required: true,
      label: 'Session',
      about: 'The ID of an ended 100ms session.',
    },
    peerIds: {
      shape: 'idList',
      label: 'Peers',
      about: 'Peer IDs; each costs one request. Empty means all peers of the session.',
    },
    senders: {
      shape: 'boolean',
      label: 'Senders',
      about:
        'Also reads the stats of the other peers of the session, which tell who sent what these peers received. One request each.',
    },
    sides: {
      shape: 'enumList',
      choices: SIDES,
      label: 'Sides',
      about: 'What the peer sent (publisher), received (subscriber), or both.',
    },
    kinds: { shape: 'enumList', choices: KINDS, label: 'Kinds', about: 'Video, audio, or both.' },
    metrics: {
      shape: 'enumList',
      choices: METRIC_NAMES,
      label: 'Metrics',
      about: 'Empty means all metrics of the chosen sides and kinds. Numeric takes exactly one.',
    },
    trackIds: {
      shape: 'idList',
      label: 'Tracks',
      about:
        'Track IDs; empty means all tracks. A track that continued under another ID is shown under its first, and found by each.',
    },
    rids: {
      shape: 'idList',
      label: 'Layers (rid)',
      about: 'Simulcast layers by the rid that 100ms reports (h, m, l or f, h, q); empty means all layers.',
    },
    format: {
      shape: 'enum',
      choices: ['timeseries', 'table', 'numeric'],
      default: 'timeseries',
      label: 'Format',
      about: 'Time series: graphs. Table: one row per sample. Numeric: one number per track, for alert rules.',
    },
    reduce: {
      shape: 'enum',
      choices: REDUCERS,
      default: 'last',
      label: 'Reduce',
      about: 'How numeric turns the samples inside the range into one number. Nulls are skipped.',
    },
    align: {
      shape: 'enum',
      choices: ['clock', 'sessionStart'],
      default: 'clock',
      label: 'Align',
      about:
        'Clock: samples at their own time. Session start: the first sample of each session moves to the start of the range, so that you can compare calls; a peer with a wrong clock moves by its own first sample.',
    },
    legend: {
      shape: 'text',
      label: 'Legend',
      about:
        'Series name. Peerlens replaces {{peer}} {{from}} {{peer_id}} {{side}} {{kind}} {{type}} {{rid}} {{layer}} {{track_id}} {{session_id}} {{metric}}. Empty: the name is made of the labels that differ between the series.',
    },
  },
  check: ({ format, metrics }, reader) => checkOneMetric(format, metrics, reader),
});

export type PeerStatsQuery = QueryOf<typeof PEER_STATS>;

/** Reports a numeric query that does not name exactly one metric. */
export function checkOneMetric(format: string, metrics: readonly string[], { problems }: QueryReader): void {
  if (format === 'numeric' && metrics.length !== 1) {
    const text = `Metrics: numeric takes exactly one, but ${metrics.length} are selected`;
    problems.push({ path: 'metrics', text, unfinished: metrics.length === 0 });
  }
}
