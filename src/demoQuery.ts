import { DEMO_APP, DEMO_CALL, DEMO_PEERS, DEMO_STREAMS, DEMO_SUBSTREAMS } from './core/demo/ids';
import type { PeerlensQuery } from './types';

/** IDs of the demo for every query type, so that a new query shows data at once. */
export const DEMO_QUERY: Partial<PeerlensQuery> = {
  sessionId: DEMO_CALL,
  peerIds: [DEMO_PEERS.guest],
  metrics: ['packet_loss_percent'],
  senders: true,
  app: DEMO_APP,
  streamKeys: [...DEMO_STREAMS],
  substreams: [...DEMO_SUBSTREAMS],
  streamKey: DEMO_STREAMS[0],
  substream: DEMO_SUBSTREAMS[0],
};
