import type { QueryOf } from './queryType';
import { CALLS } from './types/calls';
import { EVENTS } from './types/events';
import { INCIDENTS } from './types/incidents';
import { JOURNAL } from './types/journal';
import { LAYERS } from './types/layers';
import { LIST } from './types/list';
import { PEER_STATS } from './types/peerStats';
import { RECORDINGS } from './types/recordings';
import { SERVER } from './types/server';
import { SESSIONS } from './types/sessions';
import { STREAM } from './types/stream';
import { SUBSTREAM } from './types/substream';
import { TRACKS } from './types/tracks';
import { VIEWERS } from './types/viewers';

/**
 * Every query type, in the order of the editor. Parser, interpolation, editor, display text and docs derive from these
 * tables.
 */
export const QUERY_TYPES = {
  peerStats: PEER_STATS,
  tracks: TRACKS,
  incidents: INCIDENTS,
  layers: LAYERS,
  calls: CALLS,
  sessions: SESSIONS,
  events: EVENTS,
  recordings: RECORDINGS,
  substream: SUBSTREAM,
  stream: STREAM,
  server: SERVER,
  viewers: VIEWERS,
  journal: JOURNAL,
  list: LIST,
} as const;

export type QueryType = keyof typeof QUERY_TYPES;
export const QUERY_TYPE_NAMES: readonly QueryType[] = Object.values(QUERY_TYPES).map(({ name }) => name);

/** A query that can run. */
export type Query = QueryOf<(typeof QUERY_TYPES)[QueryType]>;
