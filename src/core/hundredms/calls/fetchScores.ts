import type { Requests } from '../../requestCollector';
import { peerScoreRequest } from '../requests';
import type { Failure } from '../../failure/failure';
import type { CallsQuery } from '../../query/types/calls';
import type { Thresholds } from '../../measurements/thresholds';
import { needsExplanation } from '../missingStats';
import { presenceOf } from '../peerClock';
import { incompleteFailure } from '../peerStats';
import type { PeerScore } from './peerScore';
import type { ListedSession } from '../sessions/listSessions';
import type { SessionPeer } from '../session';
import type { PeerSelector } from './selectPeers';

/** A peer of a session that ended. */
export interface ScoredPeer {
  readonly call: ListedSession;
  readonly peer: SessionPeer;
  /** Null if there are no stats, or the request failed. */
  readonly quality: PeerScore | null;
  readonly isFailed: boolean;
}

export interface LeftOut {
  readonly call: ListedSession;
  readonly peers: number;
}

/** The scored peers of some sessions. */
interface FetchedScores {
  /** The peers whose request ended in time. */
  readonly peers: readonly ScoredPeer[];
  readonly failures: readonly Failure[];
  readonly warnings: readonly string[];
  /** How many peers had no response in time. */
  readonly lateCount: number;
  /** The sessions with more peers than are scored, and how many more. */
  readonly leftOut: readonly LeftOut[];
}

/** Requests the selected peers of some sessions. */
export function fetchScores(
  sessions: readonly ListedSession[],
  { format, value: name, reduce }: CallsQuery,
  thresholds: Thresholds,
  { select }: PeerSelector,
  requests: Requests
): FetchedScores {
  const metric = name === 'score' ? null : { name, reduce };
  const failures: Failure[] = [];
  const warnings: string[] = [];
  const peers: ScoredPeer[] = [];
  const leftOut: LeftOut[] = [];
  let lateCount = 0;
  for (const session of sessions) {
    const selected = select(session);
    if (selected.leftOut > 0) {
      leftOut.push({ call: session, peers: selected.leftOut });
    }
    for (const peer of selected.peers) {
      const target = { session_id: session.session_id, peer_id: peer.peer_id };
      const outcome = requests.outcome(
        peerScoreRequest(target, { thresholds, start: session.created_at, presence: presenceOf(session, peer), metric })
      );
      if (outcome?.ok === false && outcome.failure.fault === 'queryTimeout') {
        lateCount++;
        continue;
      }
      const hasSamples = outcome?.ok === true && outcome.value.samples > 0;
      const incomplete = outcome?.ok === true && outcome.value.isIncomplete === true ? incompleteFailure(target) : null;
      if (incomplete !== null && format !== 'numeric') {
        warnings.push(incomplete.finding ?? incomplete.message);
      }
      const readFailure = outcome?.ok === false && !needsExplanation(outcome.failure) ? outcome.failure : null;
      const peerFailure = readFailure ?? (format === 'numeric' ? incomplete : null);
      const isFailed = peerFailure !== null;
      if (peerFailure !== null) {
        failures.push(peerFailure);
      }
      peers.push({ call: session, peer, quality: hasSamples && !isFailed ? outcome.value : null, isFailed });
    }
  }
  return { peers, failures, warnings, lateCount, leftOut };
}
