import type { Asking } from '../asking';
import { advised, failure, type Failure } from '../failure/failure';
import { expand } from '../expand';
import type { Context, Outcome } from '../protocol';
import type { PeerStatsQuery } from '../query/types/peerStats';
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
  const unknown: FailedPart[] = [];
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
    const peers = outcome.ok ? peersOf(outcome.value, session_id, query, context) : withAdvice(outcome);
    if (!peers.ok) {
      unknown.push({ target: { session_id, peer_id: null }, failure: peers.failure });
      continue;
    }
    warnings.push(...peers.value.warnings);
    targets.push(...peers.value.items.map(({ peer_id }) => ({ session_id, peer_id })));
  }
  return { targets, failed: unknown, warnings, sessions };
}

/** Names are for people: a named peer's alert asks for no more than its stats. */
function needsSession(query: AskedPeers): boolean {
  return query.peerIds.length === 0 || query.format !== 'numeric' || query.filters.some(({ key }) => key === 'peer');
}

function peersOf({ active, peers }: Session, session_id: string, { format }: AskedPeers, context: Context) {
  const whose = `Session ${session_id}`;
  return active
    ? failed(failure('upstream', 404, `${whose} is still running.`, 'Its stats come after it has ended.'))
    : expand(peers, { whose, what: 'peers', format }, context);
}

function failed(failure: Failure): Extract<Outcome<never>, { ok: false }> {
  return { ok: false, failure };
}

function withAdvice({ failure }: { readonly failure: Failure }) {
  const advice = 'Name the peers one by one, or give the token that permission.';
  return failed(failure.status === 403 ? advised(failure, advice) : failure);
}
