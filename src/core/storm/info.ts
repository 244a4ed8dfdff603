import { asObject, asName, hasMembers } from '../json';
import { parseJson } from '../parseJson';

/** A Storm server's description of itself, decoded from `GET /server/info`. Plain JSON. */
export interface StormInfo {
  readonly version: string | null;
  readonly serverName: string | null;
}

/** Decodes a server info response; null if it has no `data` object. */
export function decodeStormInfo(text: string): StormInfo | null {
  const data = asObject(asObject(parseJson(text)).data);
  return hasMembers(data) ? { version: asName(data.version), serverName: asName(data.serverName) } : null;
}
