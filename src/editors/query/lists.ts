import type { PeerlensQuery } from '../../host/types';
import { textOf, textsOf } from './saved';

/** What an ID field lists: a `list` query, or what to fill in before there can be one. */
export type Asked =
  { readonly list: Omit<PeerlensQuery, 'refId'> & { readonly list: string } } | { readonly first: string };

type Saved = Readonly<Record<string, unknown>>;

/** What each ID field lists, in every query type that has such a field. It cascades: a list is of what stands in other fields. */
const LISTS: Readonly<Record<string, (saved: Saved) => Asked>> = {
  room: () => ({ list: { list: 'rooms' } }),
  roomId: () => ({ list: { list: 'rooms' } }),
  roomIds: () => ({ list: { list: 'rooms' } }),
  sessionId: ({ room, roomId }) => ({ list: { list: 'sessions', roomIds: [...textsOf(roomId ?? room)] } }),
  peerIds: (saved) => ofSession('peers', saved, {}),
  trackIds: (saved) => ofSession('tracks', saved, { peerIds: [...textsOf(saved.peerIds)] }),
  app: () => ({ list: { list: 'applications' } }),
  streamKeys: (saved) => ofApplication('streams', saved, {}),
  streamKey: (saved) => ofApplication('streams', saved, {}),
  substreams: (saved) => ofApplication('substreams', saved, { streamKeys: [...textsOf(saved.streamKeys)] }),
  substream: (saved) => ofApplication('substreams', saved, { streamKeys: [...textsOf(saved.streamKey)] }),
};

/** What the field at a path lists, as the query stands; null where nothing is listed for it. */
export function askedFor(path: string, saved: Saved): Asked | null {
  return (Object.hasOwn(LISTS, path) ? LISTS[path]?.(saved) : undefined) ?? null;
}

/** What belongs to what is chosen in a field, and is no longer right once something else is chosen there. */
const WITHIN: Readonly<Record<string, readonly string[]>> = {
  roomId: ['sessionId', 'peerIds'],
  sessionId: ['peerIds', 'trackIds'],
  app: ['streamKeys', 'streamKey'],
};

export function pathsWithin(path: string): readonly string[] {
  return (Object.hasOwn(WITHIN, path) ? WITHIN[path] : undefined) ?? [];
}

function ofSession(list: string, { sessionId }: Saved, narrowed: Partial<PeerlensQuery>): Asked {
  const session = textOf(sessionId);
  return session === ''
    ? { first: `Name the session first: its ${list} are listed then.` }
    : { list: { list, sessionId: session, ...narrowed } };
}

function ofApplication(list: string, { app }: Saved, narrowed: Partial<PeerlensQuery>): Asked {
  const name = textOf(app);
  return name === ''
    ? { first: `Name the application first: its ${list} are listed then.` }
    : { list: { list, app: name, ...narrowed } };
}
