import { instant, listed } from '../failure/words';
import type { Failure } from '../failure/failure';
import type { Outcome } from '../protocol';
import type { PeerTarget } from './requests';
import type { Session } from './session';

/** How long 100ms keeps analytics. Its pages say 30 days of "event data" and nothing of peer stats. */
export const KEPT_DAYS = 30;
/** The same in milliseconds. */
export const KEPT = KEPT_DAYS * 86_400_000;

/** Whether a failure leaves open which of session, peer and stats is missing, so that asking for the session tells more. */
export function needsExplanation(failure: Failure): boolean {
  return failure.source === 'upstream' && (failure.status === 404 || failure.status === 400);
}

/** Why a peer has no stats, as far as its session tells: a sentence. */
export function whyNoStats(target: PeerTarget, session: Outcome<Session> | undefined, now: number): string {
  if (session?.ok) {
    return bySession(target, session.value, now);
  }
  return session?.failure.status === 404
    ? `There is no session ${target.session_id}: check the ID, and that the token belongs to its workspace.`
    : 'Check both IDs; stats also come only after the session has ended.';
}

function bySession({ session_id, peer_id }: PeerTarget, session: Session, now: number): string {
  const peer = session.peers.find((candidate) => candidate.peer_id === peer_id);
  if (peer === undefined) {
    const peers = session.peers.map(({ peer_id: id, name }) => (name === null ? id : `${id} (${name})`));
    const known = peers.length === 0 ? 'It lists no peers.' : `Its peers are ${listed(peers)}.`;
    return `Session ${session_id} has no peer ${peer_id}. ${known}`;
  }
  if (session.active) {
    return 'The session is still running: its stats come after it has ended.';
  }
  const began = session.created_at;
  if (began !== null && now - began > KEPT) {
    return `The session began on ${instant(began)}, and 100ms keeps stats for about ${KEPT_DAYS} days.`;
  }
  return 'Session and peer exist and the session has ended: the stats may still be on their way, try again in a few minutes.';
}
