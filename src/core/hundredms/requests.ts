import type { PeerStatsQuery } from '../query/query';
import type { UpstreamRequest } from '../protocol';

/** One part of a `peerStats` query: a peer of a session. */
export interface PeerTarget {
  readonly session_id: string;
  readonly peer_id: string;
}

/** Every peer of every session that a query names, in its order. */
export function peerTargets(query: PeerStatsQuery): readonly PeerTarget[] {
  return query.sessionId.flatMap((session_id) => query.peerIds.map((peer_id) => ({ session_id, peer_id })));
}

export function peerStatsRequest({ session_id, peer_id }: PeerTarget): UpstreamRequest {
  return {
    key: `peerStats ${JSON.stringify([session_id, peer_id])}`,
    route: 'peerStats',
    params: { session_id, peer_id },
  };
}

export function sessionRequest(session_id: string): UpstreamRequest {
  return { key: `session ${JSON.stringify(session_id)}`, route: 'session', params: { session_id } };
}
