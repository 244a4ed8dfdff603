import { asId } from '../json';
import { readDocument } from './document';

/** A Storm server's description of itself, decoded from `GET /server/info`. Plain JSON. */
export interface StormInfo {
  readonly version: string | null;
  readonly serverName: string | null;
}

/** Decodes a server info response; null if it has no `data` object. */
export function decodeStormInfo(text: string): StormInfo | null {
  const document = readDocument(text);
  return document && { version: asId(document.data.version), serverName: asId(document.data.serverName) };
}
