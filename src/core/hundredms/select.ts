import type { Asking } from '../asking';
import { advised, failure, type Failure } from '../failure/failure';
import type { Context } from '../protocol';
import type { PeerStatsQuery } from '../query/types/peerStats';
import { MOST_PEERS } from './limit';
import { sessionRequest, type PeerTarget } from './requests';
import type { Session } from './session';

/** What of a query tells which peers are asked for. */
export type AskedPeers = Pick<PeerStatsQuery, 'sessionId' | 'peerIds' | 'format' | 'filters'>;

/** A part of a query that came to nothing. Its peer is null where the session could not tell its peers. */
export interface FailedPart {
  readonly target: { readonly session_id: string; readonly peer_id: string | null };
  readonly failure: Failure;
}

/** The peers that a query asks for, as far as its sessions have told them. */
export interface Selection {
  readonly targets: readonly PeerTarget[];
  readonly failed: readonly FailedPart[];
  /** What a reader should know of what an empty list came to. */
  readonly warnings: readonly string[];
  /** The sessions that could be read, by their IDs. */
  readonly sessions: ReadonlyMap<string, Session>;
}

/** The peers that a query names, or all of each session where it names none. */
export function selectPeers(query: AskedPeers, context: Context, asking: Asking): Selection {
  const sessions = new Map<string, Session>();
  const targets: PeerTarget[] = [];
  const failed: FailedPart[] = [];
  const warnings: string[] = [];
  for (const session_id of query.sessionId) {
    targets.push(...query.peerIds.map((peer_id) => ({ session_id, peer_id })));
    const outcome = needsSession(query) ? asking.for(sessionRequest(session_id)) : undefined;
    if (outcome?.ok) {
      sessions.set(session_id, outcome.value);
    }
    if (query.peerIds.length > 0 || outcome === undefined) {
      continue;
    }
    const peers = outcome.ok ? peersOf(outcome.value, session_id) : withAdvice(outcome.failure);
    if ('message' in peers) {
      failed.push({ target: { session_id, peer_id: null }, failure: peers });
      continue;
    }
    const most = context.limits?.peers ?? MOST_PEERS;
    if (peers.length === 0) {
      warnings.push(`Session ${session_id} lists no peers.`);
    } else if (peers.length > most && query.format === 'numeric') {
      failed.push({ target: { session_id, peer_id: null }, failure: tooMany(session_id, peers.length, most) });
      continue;
    } else if (peers.length > most) {
      warnings.push(`${tooManyWords(session_id, peers.length, most)} The first ${most} to join are shown.`);
    }
    targets.push(...peers.slice(0, most).map((peer_id) => ({ session_id, peer_id })));
  }
  return { targets, failed, warnings, sessions };
}

/** Names are for people: a named peer's alert asks for no more than its stats. */
function needsSession(query: AskedPeers): boolean {
  return query.peerIds.length === 0 || query.format !== 'numeric' || query.filters.some(({ key }) => key === 'peer');
}

function peersOf({ active, peers }: Session, session_id: string): readonly string[] | Failure {
  return active
    ? failure('upstream', 404, `Session ${session_id} is still running.`, 'Its stats come after it has ended.')
    : peers.map(({ peer_id }) => peer_id);
}

function withAdvice(failed: Failure): Failure {
  return failed.status === 403
    ? advised(failed, 'Name the peers one by one, or give the token that permission.')
    : failed;
}

function tooManyWords(session_id: string, count: number, most: number): string {
  return `Session ${session_id} has ${count} peers, more than the ${most} that an empty list may stand for.`;
}

/** A numeric answer is whole or not at all: an alert shows no notice. */
function tooMany(session_id: string, count: number, most: number): Failure {
  return failure(
    'user',
    400,
    tooManyWords(session_id, count, most),
    'Name the peers, or raise maxPeers in the data source settings.'
  );
}
