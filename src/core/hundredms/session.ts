import { asArray, asInstant, asObject, asText, parseJson } from '../json';
import { entriesOf, type Page } from '../pages';
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
}

/** Decodes `GET /v2/sessions/{id}`; null where the text is not a session. Source: 100ms "Sessions". */
export function decodeSession(text: string): Session | null {
  const document = asObject(parseJson(text));
  return 'id' in document || 'peers' in document ? readSession(document) : null;
}

/** Decodes a page of `GET /v2/sessions`; null where the text is not one. An entry without an ID is counted and left out. */
export function decodeSessions(text: string): Page<Session> | null {
  return decodePage(text, (entry) => {
    const session = readSession(asObject(entry));
    return session.session_id === null ? null : session;
  });
}

function readSession(document: Readonly<Record<string, unknown>>): Session {
  return {
    session_id: asText(document.id) || null,
    room_id: asText(document.room_id) || null,
    active: document.active === true,
    created_at: asInstant(document.created_at),
    updated_at: asInstant(document.updated_at),
    peers: readPeers(document.peers),
  };
}

/** `peers` is a map by peer ID in every sample, and an array by the reference's own words: of one peer listed twice the last counts there too. */
function readPeers(peers: unknown): readonly SessionPeer[] {
  const byId = Array.isArray(peers)
    ? asArray(peers).map((peer): [string, unknown] => [asText(asObject(peer).id) ?? '', peer])
    : Object.entries(asObject(peers));
  const read = entriesOf(byId, (entry) => readPeer(asArray(entry))).items;
  const unique = new Map(read.map((peer) => [peer.peer_id, peer]));
  return [...unique.values()].sort((one, other) => (one.joined_at ?? Infinity) - (other.joined_at ?? Infinity) || 0);
}

function readPeer([id, peer]: readonly unknown[]): SessionPeer | null {
  const { name, role, user_id, joined_at, left_at } = asObject(peer);
  const peer_id = asText(id) ?? '';
  return peer_id === ''
    ? null
    : {
        peer_id,
        name: asText(name) || null,
        role: asText(role) || null,
        user_id: asText(user_id) || null,
        joined_at: asInstant(joined_at),
        left_at: asInstant(left_at),
      };
}
