import { mayHaveVariable } from '../../core';
import type { PeerlensQuery } from '../../types';
import { savedText, savedTexts } from '../../savedValues';
import type { Edit } from './editQuery';
import type { PickerOption } from './pickerOption';

export type ListQuery = Omit<PeerlensQuery, 'refId'> & { readonly list: string };

type Saved = Readonly<Record<string, unknown>>;

/** The list of each ID field, in every query type that has the field. */
const LIST_OF: Readonly<Record<string, string>> = {
  room: 'rooms',
  roomId: 'rooms',
  roomIds: 'rooms',
  sessionId: 'sessions',
  sessionIds: 'sessions',
  peerIds: 'peers',
  trackIds: 'tracks',
  app: 'applications',
  streamKeys: 'streams',
  streamKey: 'streams',
  substreams: 'substreams',
  substream: 'substreams',
};

/** The fields that narrow a list, from the fields of the query. */
const NARROWED_BY: Readonly<Record<string, (saved: Saved) => Partial<PeerlensQuery>>> = {
  sessions: ({ room, roomId, roomIds }) => ({ roomIds: [...savedTexts(roomId ?? roomIds ?? room)] }),
  peers: ({ sessionId }) => ({ sessionId: savedText(sessionId) }),
  tracks: ({ sessionId, peerIds }) => ({ sessionId: savedText(sessionId), peerIds: [...savedTexts(peerIds)] }),
  streams: ({ app }) => ({ app: savedText(app) }),
  substreams: ({ app, streamKeys, streamKey }) => ({
    app: savedText(app),
    streamKeys: [...savedTexts(streamKeys ?? streamKey)],
  }),
};

/** The `list` query with the options of a field; null if nothing lists them. */
export function listQuery(path: string, saved: Saved): ListQuery | null {
  const list = Object.hasOwn(LIST_OF, path) ? LIST_OF[path] : undefined;
  return list === undefined ? null : { list, ...NARROWED_BY[list]?.(saved), ...literalsOf(saved) };
}

function literalsOf({ literals }: Saved): Pick<PeerlensQuery, 'literals'> {
  return literals === undefined ? {} : { literals: [...savedTexts(literals)] };
}

/** Fields that belong to the ID in another field. */
const CHILDREN: Readonly<Record<string, readonly string[]>> = {
  roomId: ['sessionId', 'peerIds'],
  sessionId: ['peerIds', 'trackIds'],
  app: ['streamKeys', 'streamKey'],
};

/**
 * The edit that sets an ID. If the user replaced it with a listed one, its children go: the peers of one call are in no other. A typed ID may
 * correct a slip, so it keeps them.
 */
export function withPick(
  path: string,
  id: string | undefined,
  names: ReadonlyMap<string, PickerOption>,
  saved: Saved
): Edit {
  const before = savedText(saved[path]);
  const isReplaced = id !== undefined && names.has(id) && before !== '' && before !== id;
  const children = isReplaced ? (CHILDREN[path] ?? []).filter((child) => saved[child] !== undefined) : [];
  return { ...Object.fromEntries(children.map((child) => [child, onlyVariables(saved[child], saved)])), [path]: id };
}

/** Variables stay: they follow the variable that they depend on. */
function onlyVariables(value: unknown, { literals }: Saved): unknown {
  const names = savedTexts(literals);
  const variables = savedTexts(value).filter((text) => mayHaveVariable(text) && !names.includes(text));
  return Array.isArray(value) ? variables : variables[0];
}
