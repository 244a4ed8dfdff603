import { defineQueryType, type QueryOf } from '../queryType';
import { PEER_STATS, TRACK_LABELS } from './peerStats';

const { sessionId, peerIds } = PEER_STATS.fields;

/** The simulcast layers that each published track sent over time. */
export const LAYERS = defineQueryType({
  name: 'layers',
  service: '100ms',
  label: 'Layers',
  labels: TRACK_LABELS,
  fields: { sessionId, peerIds },
});

export type LayersQuery = QueryOf<typeof LAYERS>;
