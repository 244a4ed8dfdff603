import type { UpstreamRequest } from '../protocol';
import { lastBy } from '../collect/lastBy';
import { memoized } from '../collect/memoized';
import { takeWithin, asArray, asName, asInstant, asId, asObject, type Quota, type JsonObject } from '../json';
import { parseJson } from '../parseJson';
import type { Page } from '../collect/pagination';
import { decodePage } from './page';

/** One stay of a person in a session. A person who comes back is another peer. */
export interface SessionPeer {
  readonly peer_id: string;
  readonly name: string | null;
  readonly role: string | null;
  /** The same in every stay of a person, if the application sets it. */
  readonly user_id: string | null;
  /** Milliseconds since the epoch, like all instants here; null if the document has none. */
  readonly joined_at: number | null;
  /** Null while connected, and forever if 100ms missed the leave. */
  readonly left_at: number | null;
}

/** A session, which people know as a call. Plain JSON. */
export interface Session {
  readonly session_id: string | null;
  readonly room_id: string | null;
  readonly active: boolean;
  readonly created_at: number | null;
  readonly updated_at: number | null;
  /** In the order in which they joined. */
  readonly peers: readonly SessionPeer[];
  /** How many listed peers are not read; absent if none. */
  readonly peersLeftOut?: number;
  /** How many entries of the list are no peers; absent if none. */
  readonly peersSkipped?: number;
}

/** The most peers read of a session: as many as a large room has. Source: 100ms "Create large rooms". */
const MAX_PEERS = 20_000;

/** The most peers read of a page of sessions: more than 16 MB of real JSON contain. */
const MAX_PEERS_OF_PAGE = 100_000;

/** Decodes `GET /v2/sessions/{id}`; null if the text is not a session. Source: 100ms "Sessions". */
export function decodeSession(text: string): Session | null {
  const document = asObject(parseJson(text));
  return 'id' in document || 'peers' in document ? readSession(document, { left: MAX_PEERS }) : null;
}

/**
 * Decodes a page of `GET /v2/sessions`; null if the text is not one. Entries without an ID are counted and left out.
 */
export function decodeSessions(text: string, request: Pick<UpstreamRequest, 'params'>): Page<Session> | null {
  const allowance = { left: MAX_PEERS_OF_PAGE };
  return decodePage(text, request, (entry) => {
    const session = readSession(asObject(entry), allowance);
    return session.session_id === null ? null : session;
  });
}

function readSession(document: JsonObject, allowance: Quota): Session {
  return {
    session_id: asId(document.id),
    room_id: asId(document.room_id),
    active: document.active === true,
    created_at: asInstant(document.created_at),
    updated_at: asInstant(document.updated_at),
    ...readPeers(document.peers, allowance),
  };
}

/**
 * Reads `peers`, which is a map by peer ID in every sample and an array in the text of the reference. Of a peer that is
 * listed twice, the last entry counts in both.
 */
function readPeers(peers: unknown, allowance: Quota): Pick<Session, 'peers' | 'peersLeftOut' | 'peersSkipped'> {
  const map = asObject(peers);
  const list = Array.isArray(peers) ? asArray(peers) : null;
  const all = list ?? Object.keys(map);
  const entries = takeWithin(all, allowance);
  const read = entries.map((entry) =>
    list === null && typeof entry === 'string' ? readPeer(entry, map[entry]) : readPeer(asObject(entry).id, entry)
  );
  const known = read.filter((peer) => peer !== null);
  const unique = lastBy(known, ({ peer_id }) => peer_id);
  const readable = unique.filter(isReadable);
  const sorted = readable.sort((one, other) => (one.joined_at ?? Infinity) - (other.joined_at ?? Infinity) || 0);
  const left = all.length - entries.length + unique.length - readable.length;
  const skipped = entries.length - known.length;
  return {
    peers: sorted,
    ...(left > 0 ? { peersLeftOut: left } : {}),
    ...(skipped > 0 ? { peersSkipped: skipped } : {}),
  };
}

/** An ID with half a character cannot be requested, and two IDs that differ only there would look the same. */
function isReadable({ peer_id }: SessionPeer): boolean {
  return !peer_id.includes('\ufffd');
}

/** Returns the peers of a session by ID. */
export const peersById = memoized(
  ({ peers }: Session): ReadonlyMap<string, SessionPeer> => new Map(peers.map((peer) => [peer.peer_id, peer])),
  new WeakMap()
);

/** Returns warnings about sessions with more peers than are read. */
export function peersLeftOutWarnings(sessions: readonly Session[]): readonly string[] {
  return sessions.flatMap(({ session_id, peersLeftOut = 0 }) =>
    peersLeftOut === 0
      ? []
      : [`Session ${session_id ?? ''} has ${peersLeftOut} more peers than are read. They are left out.`]
  );
}

function readPeer(id: unknown, peer: unknown): SessionPeer | null {
  const { name, role, user_id, joined_at, left_at } = asObject(peer);
  const peer_id = asId(id);
  return peer_id === null
    ? null
    : {
        peer_id,
        name: asName(name),
        role: asName(role),
        user_id: asId(user_id),
        joined_at: asInstant(joined_at),
        left_at: asInstant(left_at),
      };
}

/** Returns how many people some stays are: a person who comes back is another peer with the same `user_id`. */
export function countPeople(peers: readonly SessionPeer[]): number {
  const withoutUser = peers.filter(({ user_id }) => user_id === null).length;
  return new Set(peers.map(({ user_id }) => user_id).filter((user_id) => user_id !== null)).size + withoutUser;
}
