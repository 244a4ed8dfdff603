import { joinContinued } from './continuedTracks';
import type { PeerTarget } from './requests';
import type { FetchedPeer } from './selectedTrack';

/**
 * Joins the received tracks of some peers that continue each other, as far as their publisher is among the peers. A
 * published track that continues is joined already, and its IDs tell which received tracks are the same.
 */
export function joinReceived(peers: readonly FetchedPeer[]): readonly FetchedPeer[] {
  // The first ID of each published track by any of its IDs; null if that is not clear.
  const firstIds = new Map<string, string | null>();
  const keyOf = ({ session_id }: PeerTarget, track_id: string | null) => JSON.stringify([session_id, track_id]);
  for (const { target, stats } of peers) {
    stats.tracks.forEach(({ track, otherIds = [] }) => {
      for (const id of otherIds.length > 0 && track.side === 'publisher' ? [track.track_id, ...otherIds] : []) {
        const key = keyOf(target, id);
        const isClear = !firstIds.has(key) || firstIds.get(key) === track.track_id;
        firstIds.set(key, isClear ? track.track_id : null);
      }
    });
  }
  return firstIds.size === 0
    ? peers
    : peers.map((peer) => {
        const tracks = joinContinued(peer.stats.tracks, ({ side, kind, type, track_id }) => {
          const firstId = side === 'subscriber' ? (firstIds.get(keyOf(peer.target, track_id)) ?? null) : null;
          return firstId === null ? null : JSON.stringify([kind, type, firstId]);
        });
        return { ...peer, stats: { ...peer.stats, tracks } };
      });
}
