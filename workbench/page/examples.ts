import { DEMO_APP, DEMO_CALL, DEMO_PEERS, DEMO_STREAMS, DEMO_SUBSTREAMS } from '../../src/core/demo/ids';
import type { PeerlensOptions, PeerlensQuery } from '../../src/types';

/** A query to begin with. */
export interface Example {
  readonly name: string;
  readonly query: Omit<PeerlensQuery, 'refId'>;
}

const { host, guest, mobile } = DEMO_PEERS;
const CALL: Example['query'] = { version: 1, queryType: 'peerStats', sessionId: DEMO_CALL };
const STREAMS: Example['query'] = {
  version: 1,
  queryType: 'substream',
  app: DEMO_APP,
  streamKeys: [...DEMO_STREAMS],
  substreams: [...DEMO_SUBSTREAMS],
};

const CALLS: readonly Example[] = [
  {
    name: 'Video bitrate of each layer',
    query: { ...CALL, peerIds: [host, guest], sides: ['publisher'], kinds: ['video'], metrics: ['bitrate'] },
  },
  {
    name: 'Packet loss of three peers',
    query: { ...CALL, peerIds: [host, guest, mobile], sides: ['publisher'], metrics: ['packet_loss_percent'] },
  },
  { name: 'All samples as tables', query: { ...CALL, peerIds: [guest], format: 'table' } },
  {
    name: 'Loss p95 for an alert rule',
    query: { ...CALL, peerIds: [host, guest], metrics: ['packet_loss_percent'], format: 'numeric', reduce: 'p95' },
  },
];

const SUBSTREAMS: readonly Example[] = [
  { name: 'Substreams now', query: { ...STREAMS, format: 'table' } },
  { name: 'Health score for an alert rule', query: { ...STREAMS, format: 'numeric', metric: 'healthScore' } },
  { name: 'Streams now', query: { version: 1, queryType: 'stream', format: 'table' } },
  { name: 'Server now', query: { version: 1, queryType: 'server', format: 'table' } },
  { name: 'What the server recorded', query: { version: 1, queryType: 'server', format: 'timeseries' } },
  {
    name: 'Viewers by kind',
    query: { version: 1, queryType: 'viewers', app: DEMO_APP, streamKeys: [...DEMO_STREAMS], format: 'table' },
  },
];

/** Queries that the simulator and the demo generator answer, by the service of the data source. */
export const EXAMPLES: Readonly<Record<NonNullable<PeerlensOptions['service']>, readonly Example[]>> = {
  '100ms': CALLS,
  storm: SUBSTREAMS,
  demo: [...CALLS, ...SUBSTREAMS],
};
