import { CoreApp } from '@grafana/data';
import { queryTypesOf, type QueryType, type Service } from '../core';
import { DEMO_APP, DEMO_CALL, DEMO_PEERS, DEMO_STREAMS, DEMO_SUBSTREAMS } from '../core/demo/ids';
import type { PeerlensQuery } from './types';

/** What the demo answers to, of every query type, so that a new query draws at once. */
const DEMO_QUERY: Partial<PeerlensQuery> = {
  sessionId: DEMO_CALL,
  peerIds: [DEMO_PEERS.guest],
  metrics: ['packet_loss_percent'],
  app: DEMO_APP,
  streamKeys: [...DEMO_STREAMS],
  substreams: [...DEMO_SUBSTREAMS],
  streamKey: DEMO_STREAMS[0],
  substream: DEMO_SUBSTREAMS[0],
};

/** What Explore starts with where that is not the service's first type: the type that needs no ID and tells which of all calls to look at. */
const EXPLORED: Readonly<Partial<Record<Service, QueryType>>> = { '100ms': 'calls' };

/** What a new query starts with. An alert rule takes one number a series, so that is what its queries start with; the editor shows it like any choice. */
export function defaultQuery(service: Service, app: CoreApp): Partial<PeerlensQuery> {
  const format = app === CoreApp.UnifiedAlerting ? { format: 'numeric' } : {};
  const demo = service === 'demo' ? DEMO_QUERY : {};
  const explored = app === CoreApp.Explore ? EXPLORED[service] : undefined;
  return { version: 1, queryType: explored ?? queryTypesOf(service)[0], ...format, ...demo };
}
