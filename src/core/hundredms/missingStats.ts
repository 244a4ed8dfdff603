import { formatUtc, joinList } from '../failure/text';
import { failure, type Failure } from '../failure/failure';
import type { Outcome } from '../protocol';
import type { Repairs } from './repairs';
import type { PeerTarget } from './requests';
import { peersById, type Session } from './session';

/** How long 100ms keeps analytics. Its documentation says 30 days for "event data" and nothing about peer stats. */
export const RETENTION_DAYS = 30;
/** The same in milliseconds. */
export const RETENTION = RETENTION_DAYS * 86_400_000;

/** The most peers of a session that are named. */
const MAX_NAMED = 5;

/**
 * Whether a failure does not show which of session, peer and stats is missing, so that the session must be requested.
 */
export function needsExplanation(failure: Failure): boolean {
  return failure.source === 'upstream' && (failure.status === 404 || failure.status === 400);
}

const LATER = 'Stats are available after it has ended.';

/** Returns the failure of a session that has no stats yet. */
export function stillRunning(session_id: string): Failure {
  return failure('upstream', 404, `Session ${session_id} is still running.`, LATER);
}

/** Returns why a document with rows has no samples; null if it has no rows either. */
export function unreadableReason({ rowsWithoutTime }: Pick<Repairs, 'rowsWithoutTime'>): string | null {
  return rowsWithoutTime === 0
    ? null
    : `It sent ${rowsWithoutTime} rows, but none of their timestamps is a number since 1970 or ISO 8601 text.`;
}

/** Explains in a sentence why a peer has no stats, as far as its session shows it. */
export function missingStatsReason(target: PeerTarget, outcome: Outcome<Session> | undefined, now: number): string {
  if (outcome?.ok) {
    const session = outcome.value;
    const isListed = peersById(session).has(target.peer_id) || (session.peersLeftOut ?? 0) > 0;
    return isListed ? reasonOfPeer(session, now) : reasonOfUnknownPeer(target, session);
  }
  return outcome?.failure.status === 404
    ? `There is no session ${target.session_id}: check the ID, and that the token belongs to its workspace.`
    : 'Check both IDs. Stats are available only after the session has ended.';
}

function reasonOfUnknownPeer({ session_id, peer_id }: PeerTarget, { peers }: Session): string {
  const names = peers.slice(0, MAX_NAMED).map(({ peer_id: id, name }) => (name === null ? id : `${id} (${name})`));
  const peerList =
    names.length === 0 ? 'It lists no peers.' : `Its peers are ${joinList(names, MAX_NAMED, peers.length)}.`;
  return `Session ${session_id} has no peer ${peer_id}. ${peerList}`;
}

function reasonOfPeer({ active, created_at }: Session, now: number): string {
  if (active) {
    return `The session is still running. ${LATER}`;
  }
  if (created_at !== null && now - created_at > RETENTION) {
    return `The session began on ${formatUtc(created_at)}, and 100ms keeps stats for about ${RETENTION_DAYS} days.`;
  }
  return 'The session and peer exist, and the session has ended. The stats may not be ready yet; try again in a few minutes.';
}
