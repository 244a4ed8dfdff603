import type { PeerEvidence } from '../../score/cause';
import { SessionCauses } from '../../score/sessionCauses';
import type { ScoredPeer } from './scorePeers';

/**
 * Returns a function that finds the cause of a peer's score among all peers of its session; null if it has no stats.
 */
export function causesOfPeers(
  peers: readonly ScoredPeer[]
): (scored: Pick<ScoredPeer, 'call' | 'peer' | 'quality'>) => string | null {
  const sessions = new Map<string, Map<string, PeerEvidence>>();
  for (const { call, peer, quality } of peers) {
    const kept = sessions.get(call.session_id) ?? new Map<string, PeerEvidence>();
    sessions.set(call.session_id, kept);
    if (quality !== null) {
      kept.set(peer.peer_id, { peer_id: peer.peer_id, name: peer.name, tracks: quality.evidence });
    }
  }
  const causes = new Map<string, SessionCauses>();
  return ({ call: { session_id }, peer, quality }) => {
    if (quality === null || quality.cause !== null) {
      return quality?.cause ?? null;
    }
    const kept = sessions.get(session_id);
    const own = kept?.get(peer.peer_id);
    if (kept === undefined || own === undefined) {
      return '';
    }
    const session = causes.get(session_id) ?? new SessionCauses([...kept.values()]);
    causes.set(session_id, session);
    return session.causeOf(
      own,
      own.tracks.filter(({ group }) => group === quality.group)
    );
  };
}
