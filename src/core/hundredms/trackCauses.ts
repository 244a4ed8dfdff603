import type { PeerEvidence, TrackEvidence } from '../score/cause';
import { SessionCauses } from '../score/sessionCauses';
import type { FetchedPeer } from './selectedTrack';

/** The cause of a track's score as far as the track itself shows it, and what it shows of others. */
export interface KnownCause {
  /** Null if other tracks have to show it. */
  readonly cause: string | null;
  readonly evidence: TrackEvidence | null;
}

/** Of a track whose cause is not needed. */
export const NO_CAUSE: KnownCause = { cause: '', evidence: null };

/** A track of a peer that was read. */
interface PeerTrack extends KnownCause {
  readonly peer: FetchedPeer;
}

/** Returns a function that finds the cause of a track's score among all tracks of its session that were read. */
export function causesOfTracks(all: readonly PeerTrack[]): (track: PeerTrack) => string {
  const peers = new Map<FetchedPeer, PeerEvidence & { readonly tracks: TrackEvidence[] }>();
  const peersOfSession = new Map<string, PeerEvidence[]>();
  for (const { peer, evidence } of all) {
    const { session_id, peer_id } = peer.target;
    let kept = peers.get(peer);
    if (kept === undefined) {
      kept = { peer_id, name: peer.peer, tracks: [] };
      peers.set(peer, kept);
      const others = peersOfSession.get(session_id) ?? [];
      others.push(kept);
      peersOfSession.set(session_id, others);
    }
    if (evidence !== null) {
      kept.tracks.push(evidence);
    }
  }
  const sessions = new Map<string, SessionCauses>();
  return ({ peer, cause, evidence }) => {
    const kept = peers.get(peer);
    if (cause !== null || evidence === null || kept === undefined) {
      return cause ?? '';
    }
    const { session_id } = peer.target;
    const session = sessions.get(session_id) ?? new SessionCauses(peersOfSession.get(session_id) ?? []);
    sessions.set(session_id, session);
    return session.causeOf(kept, [evidence]);
  };
}
