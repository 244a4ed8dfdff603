import { evidenceOf, ownCauseOfTrack, SessionCauses, type PeerEvidence, type TrackEvidence } from '../score/cause';
import type { ScoredUnit } from '../score/scorePeer';
import type { ScoredPeer } from './scoreTracks';

/** Returns a function that finds the cause of a track's score among all tracks of its session that were read. */
export function causesOfTracks(peers: readonly ScoredPeer[]): (unit: ScoredUnit) => string {
  let places: ReadonlyMap<ScoredUnit, Place> | null = null;
  return (unit) => {
    const own = ownCauseOfTrack(unit);
    if (own !== null) {
      return own;
    }
    places ??= placesOf(peers);
    const place = places.get(unit);
    return place === undefined ? '' : place.session.causeOf(place.peer, [place.track]);
  };
}

/** A track among all of its session. */
interface Place {
  readonly session: SessionCauses;
  readonly peer: PeerEvidence;
  readonly track: TrackEvidence;
}

function placesOf(peers: readonly ScoredPeer[]): ReadonlyMap<ScoredUnit, Place> {
  const sessions = new Map<string, PeerEvidence[]>();
  const tracks = new Map<ScoredUnit, { session_id: string; peer: PeerEvidence; track: TrackEvidence }>();
  for (const { peer, units } of peers) {
    const { session_id, peer_id } = peer.target;
    const evidence: TrackEvidence[] = [];
    const kept: PeerEvidence = { peer_id, name: peer.peer, tracks: evidence };
    sessions.set(session_id, [...(sessions.get(session_id) ?? []), kept]);
    for (const unit of units) {
      const track = evidenceOf(unit);
      if (track !== null) {
        evidence.push(track);
        tracks.set(unit, { session_id, peer: kept, track });
      }
    }
  }
  const causes = new Map([...sessions].map(([session_id, kept]) => [session_id, new SessionCauses(kept)]));
  return new Map(
    [...tracks].flatMap(([unit, { session_id, ...place }]) => {
      const session = causes.get(session_id);
      return session === undefined ? [] : [[unit, { ...place, session }] as const];
    })
  );
}
