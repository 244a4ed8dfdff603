import type { Service } from '../protocol';
import type { QueryField } from './field';
import { EVENTS_FIELDS, readEvents } from './types/events';
import { JOURNAL_FIELDS, readJournal } from './types/journal';
import { LIST_FIELDS, readList } from './types/list';
import { PEER_STATS_FIELDS, readPeerStats } from './types/peerStats';
import { readSessions, SESSIONS_FIELDS } from './types/sessions';
import { readSubstream, SUBSTREAM_FIELDS } from './types/substream';

/** Every query type with its fields: parsing, interpolation, display text and the docs are made from it. A `list` is of either service, and for variables alone. */
export const QUERY_TYPES = {
  peerStats: { service: '100ms', label: 'Peer stats', fields: PEER_STATS_FIELDS, read: readPeerStats },
  sessions: { service: '100ms', label: 'Sessions', fields: SESSIONS_FIELDS, read: readSessions },
  events: { service: '100ms', label: 'Events', fields: EVENTS_FIELDS, read: readEvents },
  substream: { service: 'storm', label: 'Substreams', fields: SUBSTREAM_FIELDS, read: readSubstream },
  journal: { service: 'storm', label: 'Journal', fields: JOURNAL_FIELDS, read: readJournal },
  list: { service: null, label: 'List', fields: LIST_FIELDS, read: readList },
} as const satisfies Record<
  string,
  { service: Service | null; label: string; fields: Readonly<Record<string, QueryField>>; read: unknown }
>;

export type QueryType = keyof typeof QUERY_TYPES;
export const QUERY_TYPE_NAMES = [
  'peerStats',
  'sessions',
  'events',
  'substream',
  'journal',
  'list',
] as const satisfies readonly QueryType[];
