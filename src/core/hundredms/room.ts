import type { UpstreamRequest } from '../protocol';
import { asName, asId, asObject, type JsonObject } from '../json';
import { parseJson } from '../parseJson';
import type { Page } from '../collect/pagination';
import { decodePage } from './page';

/** A place for calls. Plain JSON. */
export interface Room {
  readonly room_id: string;
  readonly name: string | null;
  /** Whether people can join it; null if the document does not say. */
  readonly enabled: boolean | null;
}

/** Decodes a page of `GET /v2/rooms`; null if the text is not one. Entries without an ID are counted and left out. */
export function decodeRooms(text: string, request: Pick<UpstreamRequest, 'params'>): Page<Room> | null {
  return decodePage(text, request, (entry) => readRoom(asObject(entry)));
}

/** Decodes `GET /v2/rooms/{id}`; null if the text is not a room. Source: 100ms "Rooms". */
export function decodeRoom(text: string): Room | null {
  return readRoom(asObject(parseJson(text)));
}

function readRoom({ id, name, enabled }: JsonObject): Room | null {
  const room_id = asId(id);
  return room_id === null
    ? null
    : { room_id, name: asName(name), enabled: typeof enabled === 'boolean' ? enabled : null };
}
