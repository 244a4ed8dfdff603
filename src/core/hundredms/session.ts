import { asInstant, asObject, asText, parseJson } from '../json';

interface SessionPeer {
  readonly peer_id: string;
  readonly name: string | null;
}

/** A session, decoded from `GET /v2/sessions/{id}`. Plain JSON. */
export interface Session {
  readonly active: boolean;
  /** Milliseconds since the epoch; null where the document has none. */
  readonly created_at: number | null;
  readonly peers: readonly SessionPeer[];
}

/** Decodes a session; null where the text is not one. `peers` is a map by peer ID. Source: 100ms "Sessions". */
export function decodeSession(text: string): Session | null {
  const document = asObject(parseJson(text));
  if (!('id' in document) && !('peers' in document)) {
    return null;
  }
  const peers = Object.entries(asObject(document.peers)).map(([peer_id, peer]) => ({
    peer_id: asText(peer_id) ?? '',
    name: asText(asObject(peer).name),
  }));
  return { active: document.active === true, created_at: asInstant(document.created_at), peers };
}
