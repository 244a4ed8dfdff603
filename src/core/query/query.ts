import type { CallsQuery } from './types/calls';
import type { EventsQuery } from './types/events';
import type { IncidentsQuery } from './types/incidents';
import type { JournalQuery } from './types/journal';
import type { LayersQuery } from './types/layers';
import type { ListQuery } from './types/list';
import type { PeerStatsQuery } from './types/peerStats';
import type { SessionsQuery } from './types/sessions';
import type { SubstreamQuery } from './types/substream';
import type { TracksQuery } from './types/tracks';

/** A query that can be run. */
export type Query =
  | PeerStatsQuery
  | TracksQuery
  | IncidentsQuery
  | LayersQuery
  | CallsQuery
  | SessionsQuery
  | EventsQuery
  | SubstreamQuery
  | JournalQuery
  | ListQuery;
