import { groupBy } from '../collect/groupBy';
import type { PeerEvidence, TrackEvidence } from '../score/cause';
import { causesBySession } from '../score/sessionCauses';
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
  const peers = new Map(
    [...groupBy(all, ({ peer }) => peer)].map(([peer, tracks]): [FetchedPeer, PeerEvidence] => [
      peer,
      { peer_id: peer.target.peer_id, name: peer.peer, tracks: tracks.flatMap(({ evidence }) => evidence ?? []) },
    ])
  );
  const causesIn = causesBySession(
    [...peers].map(([{ target }, evidence]) => ({ session_id: target.session_id, evidence }))
  );
  return ({ peer, cause, evidence }) => {
    const own = peers.get(peer);
    return cause !== null || evidence === null || own === undefined
      ? (cause ?? '')
      : causesIn(peer.target.session_id).causeOf(own, [evidence]).cause;
  };
}
