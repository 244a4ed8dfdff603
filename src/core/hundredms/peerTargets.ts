import type { HundredmsRequests } from './documents';
import { withAdvice, failure, type Failure } from '../failure/failure';
import { expandEmptyList } from '../collect/expandEmptyList';
import type { Context, Outcome } from '../protocol';
import { matchesKnown } from '../query/filters';
import type { PeerSelection } from './peerSelection';
import type { PeerTarget } from './requests';
import type { Session, SessionPeer } from './session';
import { resolveSessions } from './sessions/resolveSessions';

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

/**
 * The peers that a query names, or all of each session where it names none. Of several sessions each is asked for its own peers alone: a
 * peer that another of them has is no part of one that does not list it.
 */
export function resolvePeers(query: PeerSelection, context: Context, requests: HundredmsRequests): Selection {
  const sessions = new Map<string, Session>();
  const targets: PeerTarget[] = [];
  const unknown: FailedPart[] = [];
  const warnings: string[] = [];
  const sessionOf = resolveSessions(query.sessionId, context, requests);
  const outcomes = query.sessionId.map((session_id) => ({
    session_id,
    outcome: needsSession(query) ? sessionOf(session_id) : undefined,
  }));
  for (const { session_id, outcome } of outcomes) {
    if (outcome?.ok) {
      sessions.set(session_id, outcome.value);
    }
  }
  const isOfAnother = sessionsListing(sessions);
  // Whose a peer is shows only once every session has been read.
  const isOpen =
    (query.sessionId.length > 1 || hasPeerFilter(query)) && outcomes.some(({ outcome }) => outcome === undefined);
  for (const { session_id, outcome } of outcomes) {
    const fail = (failure: Failure) => unknown.push({ target: { session_id, peer_id: null }, failure });
    if (outcome?.ok === false && hasPeerFilter(query)) {
      fail(withAdvice(outcome.failure, 'Peer names are required to apply the peer filter.'));
    } else if (query.peerIds.length > 0) {
      for (const peer_id of isOpen ? [] : query.peerIds) {
        if (!isOfAnother(peer_id, session_id)) {
          targets.push({ session_id, peer_id });
        }
      }
    } else if (outcome !== undefined) {
      const peers = outcome.ok ? peersOf(outcome.value, session_id, query, context) : peerListFailure(outcome);
      if (peers.ok) {
        peers.value.warnings.forEach((warning) => warnings.push(warning));
        peers.value.items.forEach(({ peer_id }) => targets.push({ session_id, peer_id }));
      } else {
        fail(peers.failure);
      }
    }
  }
  const [first] = targets;
  return first !== undefined && targets.length > MAX_TARGETS
    ? {
        targets: [],
        failed: [{ target: { ...first, peer_id: null }, failure: tooMany(targets.length) }],
        warnings,
        sessions,
      }
    : { targets, failed: unknown, warnings, sessions };
}

/** How many peers a query asks for: each is a request. */
const MAX_TARGETS = 50_000;

function tooMany(peers: number): Failure {
  const finding = `The query asks for ${peers} peers of its sessions, and takes ${MAX_TARGETS} at most.`;
  return failure('user', 400, finding, 'Ask for fewer sessions or peers.');
}

/** Whether a session that was read does not have a peer, and another one does. */
function sessionsListing(sessions: ReadonlyMap<string, Session>): (peer_id: string, session_id: string) => boolean {
  const homes = new Map<string, Set<string>>();
  for (const [session_id, { peers }] of sessions) {
    for (const { peer_id } of peers) {
      homes.set(peer_id, (homes.get(peer_id) ?? new Set()).add(session_id));
    }
  }
  return (peer_id, session_id) => {
    const home = homes.get(peer_id);
    const session = sessions.get(session_id);
    const isWhole = session !== undefined && session.peersLeftOut === undefined;
    return home !== undefined && isWhole && !home.has(session_id);
  };
}

/** Names are for people: a named peer's alert asks for no more than its stats. */
function needsSession(query: PeerSelection): boolean {
  const { peerIds, format, sessionId } = query;
  return peerIds.length === 0 || format !== 'numeric' || sessionId.length > 1 || hasPeerFilter(query);
}

function hasPeerFilter({ filters }: PeerSelection): boolean {
  return filters.some(({ key }) => key === 'peer');
}

function peersOf(
  { active, peers: all, peersLeftOut = 0 }: Session,
  session_id: string,
  { format, filters }: PeerSelection,
  context: Context
) {
  const whose = `Session ${session_id}`;
  // Where nothing is drawn, nobody needs the others, who tell whose track was received.
  const isKept = ({ peer_id, name }: SessionPeer) => matchesKnown({ session_id, peer_id, peer: name }, filters);
  const peers = format === 'numeric' ? all.filter(isKept) : all;
  return active
    ? failEach(failure('upstream', 404, `${whose} is still running.`, 'Stats are available after it has ended.'))
    : expandEmptyList(peers, { whose, what: 'peers', format, isCut: peersLeftOut > 0 }, context);
}

function failEach(failure: Failure): Extract<Outcome<never>, { ok: false }> {
  return { ok: false, failure };
}

function peerListFailure({ failure }: { readonly failure: Failure }) {
  const advice = 'Name the peers, or give the token that permission.';
  return failEach(failure.status === 403 ? withAdvice(failure, advice) : failure);
}
