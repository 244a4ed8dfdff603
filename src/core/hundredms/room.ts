import { asName, asObject } from '../json';
import type { Page } from '../collect/pagination';
import { decodePage } from './page';

/** Where calls are held. Plain JSON. */
export interface Room {
  readonly room_id: string;
  readonly name: string | null;
  /** Whether it can be joined; null where the document does not say. */
  readonly enabled: boolean | null;
}

/** Decodes a page of `GET /v2/rooms`; null where the text is not one. An entry without an ID is counted and left out. */
export function decodeRooms(text: string): Page<Room> | null {
  return decodePage(text, (entry) => {
    const { id, name, enabled } = asObject(entry);
    const room_id = asName(id);
    return room_id === null
      ? null
      : { room_id, name: asName(name), enabled: typeof enabled === 'boolean' ? enabled : null };
  });
}
