import type { Requests } from '../requestCollector';
import type { PeerTarget } from './requests';
import { withAdvice, failure, type Failure } from '../failure/failure';
import { expandEmptyList } from '../collect/expandEmptyList';
import { limitOf } from '../collect/limits';
import type { Context, Outcome } from '../protocol';
import { matchesKnown } from '../query/filters';
import { includes } from '../query/includes';
import { stillRunning } from './missingStats';
import type { PeerSelection } from './peerSelection';
import { peersById, type Session, type SessionPeer } from './session';
import { resolveSessions } from './sessions/resolveSessions';

/** A part of a query that failed. Its peer is null if the peers of the session are unknown. */
export interface FailedPart {
  readonly target: { readonly session_id: string; readonly peer_id: string | null };
  readonly failure: Failure;
}

/** The peers of a query, as far as its sessions are fetched. */
export interface Selection {
  /** The peers that the query names; empty if it means all. */
  readonly peerIds: readonly string[];
  readonly targets: readonly PeerTarget[];
  readonly failed: readonly FailedPart[];
  /** Notices about empty lists. */
  readonly warnings: readonly string[];
  /** The sessions that could be read, by ID. */
  readonly sessions: ReadonlyMap<string, Session>;
}

/**
 * Returns the peers that a query names, or all peers of each session if it names none. With several sessions, each
 * session is requested only for its own peers: a peer of another session has no stats here.
 */
export function resolvePeers(query: PeerSelection, context: Context, requests: Requests): Selection {
  const sessions = new Map<string, Session>();
  const targets: PeerTarget[] = [];
  const failed: FailedPart[] = [];
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
  const belongsToOtherSession = sessionsListing(sessions);
  // The session of a peer is known only after every session is read.
  const isWaiting =
    (query.sessionId.length > 1 || hasPeerFilter(query)) && outcomes.some(({ outcome }) => outcome === undefined);
  for (const { session_id, outcome } of outcomes) {
    const fail = (failure: Failure) => failed.push({ target: { session_id, peer_id: null }, failure });
    if (outcome?.ok === false && hasPeerFilter(query)) {
      fail(withAdvice(outcome.failure, 'Peer names are required to apply the peer filter.'));
    } else if (query.peerIds.length > 0) {
      for (const peer_id of isWaiting ? [] : query.peerIds) {
        if (!belongsToOtherSession(peer_id, session_id)) {
          targets.push({ session_id, peer_id });
        }
      }
      const others = query.senders && outcome?.ok ? othersOf(outcome.value, session_id, query, context) : null;
      if (others?.ok) {
        others.value.warnings.forEach((warning) => warnings.push(warning));
        others.value.targets.forEach((target) => targets.push(target));
      } else if (others !== null) {
        fail(others.failure);
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
  const { peerIds } = query;
  const [first] = targets;
  return first !== undefined && targets.length > MAX_TARGETS
    ? {
        peerIds,
        targets: [],
        failed: [{ target: { ...first, peer_id: null }, failure: tooManyPeers(targets.length) }],
        warnings,
        sessions,
      }
    : { peerIds, targets, failed, warnings, sessions };
}

/** The most peers of a query: each is a request. */
const MAX_TARGETS = 50_000;

function tooManyPeers(peers: number): Failure {
  const finding = `The query selects ${peers} peers, but at most ${MAX_TARGETS} are allowed.`;
  return failure('user', 400, finding, 'Select fewer sessions or peers.');
}

/** Returns whether a complete session does not list a peer while another session does. */
function sessionsListing(sessions: ReadonlyMap<string, Session>): (peer_id: string, session_id: string) => boolean {
  const listed = new Set([...sessions.values()].flatMap(({ peers }) => peers.map(({ peer_id }) => peer_id)));
  return (peer_id, session_id) => {
    const session = sessions.get(session_id);
    const isComplete = session !== undefined && session.peersLeftOut === undefined;
    return isComplete && !peersById(session).has(peer_id) && listed.has(peer_id);
  };
}

/** Returns the peers of a session that a query does not name, up to the limit in the settings. */
function othersOf(
  { active, peers }: Session,
  session_id: string,
  { peerIds }: PeerSelection,
  context: Context
): Outcome<Pick<Selection, 'targets' | 'warnings'>> {
  const max = limitOf('maxPeers', context);
  if (!max.ok) {
    return max;
  }
  const others = active ? [] : peers.filter(({ peer_id }) => !includes(peerIds, peer_id));
  const targets = others.slice(0, max.value).map(({ peer_id }) => ({ session_id, peer_id }));
  const finding = `Session ${session_id} has ${others.length} other peers. The first ${targets.length} are read to find senders (maxPeers).`;
  return { ok: true, value: { targets, warnings: targets.length < others.length ? [finding] : [] } };
}

/** Names are for people: the alert of a named peer requests only its stats. */
function needsSession(query: PeerSelection): boolean {
  const { peerIds, format, sessionId } = query;
  const isNamed = peerIds.length > 0 && !query.senders;
  return !isNamed || format !== 'numeric' || sessionId.length > 1 || hasPeerFilter(query);
}

function hasPeerFilter({ filters }: PeerSelection): boolean {
  return filters.some(({ key }) => key === 'peer');
}

function peersOf(
  { active, peers: all, peersLeftOut = 0, peersSkipped = 0 }: Session,
  session_id: string,
  { format, filters, senders }: PeerSelection,
  context: Context
) {
  const owner = `Session ${session_id}`;
  // Most numeric results need no other peers: they only show who published a received track.
  const isWanted = ({ peer_id, name }: SessionPeer) => matchesKnown({ session_id, peer_id, peer: name }, filters);
  const peers = format === 'numeric' && !senders ? all.filter(isWanted) : all;
  return active
    ? ({ ok: false, failure: stillRunning(session_id) } as const)
    : expandEmptyList(peers, { owner, noun: 'peers', format, isTruncated: peersLeftOut + peersSkipped > 0 }, context);
}

function peerListFailure({ failure }: { readonly failure: Failure }) {
  const advice = 'Name the peers, or give the token that permission.';
  return { ok: false, failure: failure.status === 403 ? withAdvice(failure, advice) : failure } as const;
}
