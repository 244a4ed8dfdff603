import { allowed, asArray, asInstant, asName, asObject, parseJson, type Allowance } from '../json';
import type { Page } from '../collect/pagination';
import { decodePage } from './page';

/** One stay of a person in a session: who comes back has another. */
export interface SessionPeer {
  readonly peer_id: string;
  readonly name: string | null;
  readonly role: string | null;
  /** The same in every stay of a person, where the application sets it. */
  readonly user_id: string | null;
  /** Milliseconds since the epoch, as are all instants here; null where the document has none. */
  readonly joined_at: number | null;
  /** Null while connected, and for ever where 100ms missed the leave. */
  readonly left_at: number | null;
}

/** A call. Plain JSON. */
export interface Session {
  readonly session_id: string | null;
  readonly room_id: string | null;
  readonly active: boolean;
  readonly created_at: number | null;
  readonly updated_at: number | null;
  /** In the order in which they joined. */
  readonly peers: readonly SessionPeer[];
  /** How many it lists that are not read; there where it is more than none. */
  readonly peersLeftOut?: number;
}

/** How many peers of a session are read: as many as a large room holds. Source: 100ms "Create large rooms". */
const MAX_PEERS = 20_000;

/** How many peers of a page of sessions are read: more than 16 MB of honest JSON hold. */
const MAX_PEERS_OF_PAGE = 100_000;

/** Decodes `GET /v2/sessions/{id}`; null where the text is not a session. Source: 100ms "Sessions". */
export function decodeSession(text: string): Session | null {
  const document = asObject(parseJson(text));
  return 'id' in document || 'peers' in document ? readSession(document, { left: MAX_PEERS }) : null;
}

/** Decodes a page of `GET /v2/sessions`; null where the text is not one. An entry without an ID is counted and left out. */
export function decodeSessions(text: string): Page<Session> | null {
  const allowance = { left: MAX_PEERS_OF_PAGE };
  return decodePage(text, (entry) => {
    const session = readSession(asObject(entry), allowance);
    return session.session_id === null ? null : session;
  });
}

function readSession(document: Readonly<Record<string, unknown>>, allowance: Allowance): Session {
  return {
    session_id: asName(document.id),
    room_id: asName(document.room_id),
    active: document.active === true,
    created_at: asInstant(document.created_at),
    updated_at: asInstant(document.updated_at),
    ...readPeers(document.peers, allowance),
  };
}

/** `peers` is a map by peer ID in every sample, and an array by the reference's own words: of one peer listed twice the last counts there too. */
function readPeers(peers: unknown, allowance: Allowance): Pick<Session, 'peers' | 'peersLeftOut'> {
  const map = asObject(peers);
  const list = Array.isArray(peers) ? asArray(peers) : null;
  const all = list ?? Object.keys(map);
  const some = allowed(all, allowance);
  const read = some.map((entry) =>
    list === null && typeof entry === 'string' ? readPeer(entry, map[entry]) : readPeer(asObject(entry).id, entry)
  );
  const unique = [...new Map(read.flatMap((peer) => (peer === null ? [] : [[peer.peer_id, peer]]))).values()];
  const readable = unique.filter(isReadable);
  const sorted = readable.sort((one, other) => (one.joined_at ?? Infinity) - (other.joined_at ?? Infinity) || 0);
  const left = all.length - some.length + unique.length - readable.length;
  return { peers: sorted, ...(left > 0 ? { peersLeftOut: left } : {}) };
}

/** Half a character is no ID: two that differ in it would be one, and nothing can be asked of either. */
function isReadable({ peer_id }: SessionPeer): boolean {
  return !peer_id.includes('\ufffd');
}

/** What a reader should know of sessions of which not all peers are read. */
export function peersLeftOutOf(sessions: readonly Session[]): readonly string[] {
  return sessions.flatMap(({ session_id, peersLeftOut = 0 }) =>
    peersLeftOut === 0
      ? []
      : [`Session ${session_id ?? ''} has ${peersLeftOut} more peers than are read. They are left out.`]
  );
}

function readPeer(id: unknown, peer: unknown): SessionPeer | null {
  const { name, role, user_id, joined_at, left_at } = asObject(peer);
  const peer_id = asName(id);
  return peer_id === null
    ? null
    : {
        peer_id,
        name: asName(name),
        role: asName(role),
        user_id: asName(user_id),
        joined_at: asInstant(joined_at),
        left_at: asInstant(left_at),
      };
}
