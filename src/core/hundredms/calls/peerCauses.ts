import type { PeerEvidence } from '../../score/cause';
import { causesBySession, type ReceivedCause } from '../../score/sessionCauses';
import type { ScoredPeer } from './fetchScores';

/** The cause of a peer's score; null if it has no stats. */
type PeerCause = Pick<ReceivedCause, 'sender_id'> & { readonly cause: string | null };

/** Returns a function that finds the cause of a peer's score among all peers of its session. */
export function causesOfPeers(
  peers: readonly ScoredPeer[]
): (scored: Pick<ScoredPeer, 'call' | 'peer' | 'quality'>) => PeerCause {
  const causesIn = causesBySession(
    peers
      .filter(({ quality }) => quality !== null)
      .map((scored) => ({ session_id: scored.call.session_id, evidence: peerEvidenceOf(scored) }))
  );
  return (scored) => {
    const { call, quality } = scored;
    return quality === null || quality.cause !== null
      ? { cause: quality?.cause ?? null, sender_id: null }
      : causesIn(call.session_id).causeOf(
          peerEvidenceOf(scored),
          quality.evidence.filter(({ group }) => group === quality.group)
        );
  };
}

function peerEvidenceOf({ peer: { peer_id, name }, quality }: Pick<ScoredPeer, 'peer' | 'quality'>): PeerEvidence {
  return { peer_id, name, tracks: quality?.evidence ?? [] };
}
