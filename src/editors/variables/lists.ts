import { LISTS, type ListName } from '../../core/query/types/list';
import type { Service } from '../../core';
import type { PeerlensQuery } from '../../host/types';

/** The fields that narrow a list. */
export type Parent = 'roomIds' | 'sessionId' | 'peerIds' | 'app' | 'streamKeys';

/** What each list takes. */
const PARENTS: Readonly<Record<ListName, readonly Parent[]>> = {
  rooms: [],
  sessions: ['roomIds'],
  peers: ['sessionId'],
  tracks: ['sessionId', 'peerIds'],
  applications: [],
  streams: ['app'],
  substreams: ['app', 'streamKeys'],
};

/** What stands in an empty parent. A variable usually depends on another. */
export const PLACEHOLDERS: Readonly<Record<Parent, string>> = {
  roomIds: 'All rooms, or $room',
  sessionId: 'ID or $session',
  peerIds: 'All peers, or $peer',
  app: 'Name or $app',
  streamKeys: 'All streams, or $stream',
};

/** The lists that a service has, from what holds others to what is held. */
export function listsOf(service: Service): readonly ListName[] {
  return service === 'demo' ? [...LISTS['100ms'], ...LISTS.storm] : LISTS[service];
}

/** The saved list, where the service has it. */
export function listIn({ list }: PeerlensQuery, service: Service): ListName | undefined {
  return listsOf(service).find((name) => name === list);
}

export function parentsOf(list: ListName): readonly Parent[] {
  return PARENTS[list];
}

/** A variable's query for another list. It keeps what the new list takes too, and nothing else: a parent that is not shown must not narrow. */
export function withList(query: PeerlensQuery, list: ListName): PeerlensQuery {
  const kept = Object.fromEntries(parentsOf(list).map((parent) => [parent, query[parent]]));
  return { refId: query.refId, version: query.version ?? 1, queryType: 'list', list, ...kept };
}
