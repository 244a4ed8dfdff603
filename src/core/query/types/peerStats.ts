import { REDUCERS } from '../../measurements/reduce';
import { KINDS, METRIC_NAMES, SIDES } from '../../measurements/trackMetrics';
import { booleanField, enumField, enumListField, idField, idListField, textField } from '../field';
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
    sessionId: idField('Session', 'The ID of an ended 100ms session.', { required: true }),
    peerIds: idListField('Peers', 'Peer IDs; each costs one request. Empty means all peers of the session.'),
    senders: booleanField(
      'Senders',
      'Also reads the stats of the other peers of the session, which tell who sent what these peers received. One request each.',
      { onlyFor: ['timeseries', 'table'] }
    ),
    sides: enumListField('Sides', 'What the peer sent (publisher), received (subscriber), or both.', SIDES),
    kinds: enumListField('Kinds', 'Video, audio, or both.', KINDS),
    metrics: enumListField(
      'Metrics',
      'Empty means all metrics of the chosen sides and kinds. Numeric takes exactly one.',
      METRIC_NAMES
    ),
    trackIds: idListField(
      'Tracks',
      'Track IDs; empty means all tracks. A track that continued under another ID is shown under its first, and found by each.'
    ),
    rids: idListField(
      'Layers (rid)',
      'Simulcast layers by the rid that 100ms reports (h, m, l or f, h, q); empty means all layers.'
    ),
    format: enumField(
      'Format',
      'Time series: graphs. Table: one row per sample. Numeric: one number per track, for alert rules.',
      ['timeseries', 'table', 'numeric'],
      'timeseries'
    ),
    reduce: enumField(
      'Reduce',
      'How numeric turns the samples inside the range into one number. Nulls are skipped.',
      REDUCERS,
      'last',
      { onlyFor: ['numeric'] }
    ),
    align: enumField(
      'Align',
      'Clock: samples at their own time. Session start: the first sample of each session moves to the start of the range, so that you can compare calls; a peer with a wrong clock moves by its own first sample.',
      ['clock', 'sessionStart'],
      'clock'
    ),
    legend: textField(
      'Legend',
      'Series name. Peerlens replaces {{peer}} {{from}} {{peer_id}} {{side}} {{kind}} {{type}} {{rid}} {{layer}} {{track_id}} {{session_id}} {{metric}}. Empty: the name is made of the labels that differ between the series.',
      { onlyFor: ['timeseries', 'table'] }
    ),
  },
  check: checkOneMetric,
});

export type PeerStatsQuery = QueryOf<typeof PEER_STATS>;

/** Reports a numeric query that does not name exactly one metric. */
export function checkOneMetric(
  { format, metrics }: { readonly format: string; readonly metrics: readonly string[] },
  { problems }: QueryReader
): void {
  if (format === 'numeric' && metrics.length !== 1) {
    const text = `Metrics: numeric takes exactly one, but ${metrics.length} are selected`;
    problems.push({ path: 'metrics', text, unfinished: metrics.length === 0 });
  }
}
