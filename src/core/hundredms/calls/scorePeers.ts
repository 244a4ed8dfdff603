import type { HundredmsRequests } from '../documents';
import { expandEmptyList } from '../../collect/expandEmptyList';
import type { Failure } from '../../failure/failure';
import type { Context } from '../../protocol';
import type { CallsQuery } from '../../query/types/calls';
import type { Thresholds } from '../../measurements/thresholds';
import { needsExplanation } from '../missingStats';
import { tooLarge } from '../peerStats';
import type { PeerScore } from './peerScore';
import { peerScoreRequest } from '../requests';
import type { ListedSession } from '../sessions/listSessions';
import type { SessionPeer } from '../session';

/** A peer of a call that ended. */
export interface ScoredPeer {
  readonly call: ListedSession;
  readonly peer: SessionPeer;
  /** Null where there are no stats, or none could be asked for. */
  readonly quality: PeerScore | null;
  readonly isFailed: boolean;
}

/** What the peers of some calls came to. */
interface ScoredPeers {
  /** Those that were answered in time. */
  readonly peers: readonly ScoredPeer[];
  readonly failures: readonly Failure[];
  readonly warnings: readonly string[];
  /** How many were not answered in time. */
  readonly late: number;
}

/** Asks for each peer of some calls, up to `maxPeers` of each call. */
export function scorePeers(
  calls: readonly ListedSession[],
  { format, value: name, reduce }: CallsQuery,
  bands: Thresholds,
  context: Context,
  requests: HundredmsRequests
): ScoredPeers {
  const metric = format === 'table' || name === 'score' ? null : { name, reduce };
  const failures: Failure[] = [];
  const warnings: string[] = [];
  const peers: ScoredPeer[] = [];
  let late = 0;
  for (const call of calls) {
    const isCut = (call.peersLeftOut ?? 0) > 0;
    const stays = expandEmptyList(
      call.peers,
      { whose: `Session ${call.session_id}`, what: 'peers', format, isCut },
      context
    );
    if (!stays.ok) {
      failures.push(stays.failure);
      continue;
    }
    if (call.peers.length > 0) {
      stays.value.warnings.forEach((warning) => warnings.push(warning));
    }
    for (const peer of stays.value.items) {
      const target = { session_id: call.session_id, peer_id: peer.peer_id };
      const outcome = requests.outcome(peerScoreRequest(target, { bands, start: call.created_at, metric }));
      if (outcome?.ok === false && outcome.failure.fault === 'late') {
        late++;
        continue;
      }
      const isThere = outcome?.ok === true && outcome.value.samples > 0;
      const partly = outcome?.ok === true && outcome.value.isCut === true ? tooLarge(target) : null;
      if (partly !== null && format !== 'numeric') {
        warnings.push(partly.finding ?? partly.message);
      }
      const unread = outcome?.ok === false && !needsExplanation(outcome.failure) ? outcome.failure : null;
      const failed = unread ?? (format === 'numeric' ? partly : null);
      const isFailed = failed !== null;
      if (failed !== null) {
        failures.push(failed);
      }
      peers.push({ call, peer, quality: isThere && !isFailed ? outcome.value : null, isFailed });
    }
  }
  return { peers, failures, warnings, late };
}
