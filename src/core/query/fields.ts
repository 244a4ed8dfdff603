import type { Service } from '../protocol';
import type { QueryField } from './field';
import { CALLS_FIELDS, readCalls } from './types/calls';
import { EVENTS_FIELDS, readEvents } from './types/events';
import { INCIDENTS_FIELDS, readIncidents } from './types/incidents';
import { JOURNAL_FIELDS, readJournal } from './types/journal';
import { LAYERS_FIELDS, readLayers } from './types/layers';
import { LIST_FIELDS, readList } from './types/list';
import { PEER_STATS_FIELDS, readPeerStats } from './types/peerStats';
import { readSessions, SESSIONS_FIELDS } from './types/sessions';
import { readSubstream, SUBSTREAM_FIELDS } from './types/substream';
import { readTracks, TRACKS_FIELDS } from './types/tracks';

/** Of a track and its peer. */
const TRACK_LABELS = ['session_id', 'peer_id', 'peer', 'side', 'kind', 'track_id', 'type', 'rid'] as const;

/**
 * Every query type with its fields and with the labels that a filter can be on: parsing, interpolation, display text and the docs are made from
 * it. Where `labels` is null, filters on what its rows do not have are meant for other queries of a dashboard. A `list` is of either service,
 * and for variables alone.
 */
export const QUERY_TYPES = {
  peerStats: {
    service: '100ms',
    label: 'Peer stats',
    fields: PEER_STATS_FIELDS,
    labels: TRACK_LABELS,
    read: readPeerStats,
  },
  tracks: { service: '100ms', label: 'Scores', fields: TRACKS_FIELDS, labels: TRACK_LABELS, read: readTracks },
  incidents: {
    service: '100ms',
    label: 'Incidents',
    fields: INCIDENTS_FIELDS,
    labels: TRACK_LABELS,
    read: readIncidents,
  },
  layers: { service: '100ms', label: 'Layers', fields: LAYERS_FIELDS, labels: TRACK_LABELS, read: readLayers },
  calls: {
    service: '100ms',
    label: 'Calls',
    fields: CALLS_FIELDS,
    labels: ['session_id', 'room_id', 'room', 'peer_id', 'peer'],
    read: readCalls,
  },
  sessions: { service: '100ms', label: 'Sessions', fields: SESSIONS_FIELDS, labels: null, read: readSessions },
  events: { service: '100ms', label: 'Events', fields: EVENTS_FIELDS, labels: null, read: readEvents },
  substream: {
    service: 'storm',
    label: 'Substreams',
    fields: SUBSTREAM_FIELDS,
    labels: ['app', 'stream', 'substream'],
    read: readSubstream,
  },
  journal: { service: 'storm', label: 'Journal', fields: JOURNAL_FIELDS, labels: null, read: readJournal },
  list: { service: null, label: 'List', fields: LIST_FIELDS, labels: null, read: readList },
} as const satisfies Record<
  string,
  {
    service: Service | null;
    label: string;
    fields: Readonly<Record<string, QueryField>>;
    labels: readonly string[] | null;
    read: unknown;
  }
>;

export type QueryType = keyof typeof QUERY_TYPES;
export const QUERY_TYPE_NAMES = [
  'peerStats',
  'tracks',
  'incidents',
  'layers',
  'calls',
  'sessions',
  'events',
  'substream',
  'journal',
  'list',
] as const satisfies readonly QueryType[];
