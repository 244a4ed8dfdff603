import { savedText, savedTexts } from './savedValues';
import type { PeerlensQuery } from './types';

/** The fields of a query that name what a list lists, in every query type. */
export const ID_FIELDS = {
  rooms: ['roomId', 'roomIds'],
  sessions: ['sessionId', 'sessionIds'],
  peers: ['peerIds'],
  tracks: ['trackIds'],
  applications: ['app'],
  streams: ['streamKeys', 'streamKey'],
  substreams: ['substreams', 'substream'],
} as const;
export type List = keyof typeof ID_FIELDS;

/** The lists whose options have names. Storm's IDs are names. */
export const NAMED_LISTS = ['rooms', 'sessions', 'peers'] as const satisfies readonly List[];

/** The fields of a list query that narrow its list. Sessions are listed without them, other lists need the first. */
export const PARENT_FIELDS = {
  rooms: [],
  sessions: ['roomIds'],
  peers: ['sessionId'],
  tracks: ['sessionId', 'peerIds'],
  applications: [],
  streams: ['app'],
  substreams: ['app', 'streamKeys'],
} as const satisfies Record<List, ReadonlyArray<keyof PeerlensQuery>>;

export type ListQuery = Omit<PeerlensQuery, 'refId'> & { readonly list: string };

/**
 * Returns the `list` query with the options of a list, narrowed by the fields of a query. A query may have such a field
 * under another name, and the editor a room of its own.
 */
export function narrowedList(list: List, saved: Readonly<Record<string, unknown>>): ListQuery {
  const parents: readonly string[] = PARENT_FIELDS[list];
  const { room, roomId, roomIds, sessionId, peerIds, app, streamKeys, streamKey, literals } = saved;
  return {
    list,
    ...(parents.includes('roomIds') && { roomIds: [...savedTexts(roomId ?? roomIds ?? room)] }),
    ...(parents.includes('sessionId') && { sessionId: savedText(sessionId) }),
    ...(parents.includes('peerIds') && { peerIds: [...savedTexts(peerIds)] }),
    ...(parents.includes('app') && { app: savedText(app) }),
    ...(parents.includes('streamKeys') && { streamKeys: [...savedTexts(streamKeys ?? streamKey)] }),
    ...(literals !== undefined && { literals: [...savedTexts(literals)] }),
  };
}
